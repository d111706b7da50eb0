import type { ClientStore, EngagementView, RecordRequest } from '@banso/client/store/client-store.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import type { Visit, VisitField, VisitFields } from '@banso/shared/engagement/visit.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { handwriting } from './handwriting.ts';
import { randomFrom } from '../../support/random-from.ts';
import { reportText } from './report-text.ts';

/** The phone on which visits are recorded: the production store, its key, and a clock that can be set. */
export type Phone = {
  readonly store: ClientStore;
  readonly sign: (statement: string) => Promise<string>;
  readonly newId: () => string;
  readonly setClock: (atMs: number) => void;
};

export type VisitPlace = { readonly engagement: string; readonly visit: string };

/** One visit from start to submission: six operations, one with the company's signature, at the hours it was planned for. */
export const recordVisit = async (
  phone: Phone,
  { engagement, visit, seed }: VisitPlace & { readonly seed: number },
): Promise<void> => {
  const random = randomFrom(seed + 1);
  const here = { phone, engagement, visit };
  const { schedule } = (await seen(here)).visit;
  if (!schedule) throw new Error(`visit ${visit} is not planned`);
  const startMs = instantInJapan(schedule.on, schedule.from);
  const at = (minutes: number) => phone.setClock(startMs + minutes * 60_000 + Math.floor(random() * 30_000));

  at(0);
  await record(here, { type: 'visit-started@1', aggregate: engagement, body: { visit } });
  at(60);
  await write(here, { place: '本社工場', present: '見本 太郎、見本 花子', gist: reportText(random, 60) });
  at(184);
  await record(here, { type: 'visit-ended@1', aggregate: engagement, body: { visit } });
  at(186);
  await write(here, {
    content: reportText(random, 200 + Math.floor(random() * 200)),
    effect: reportText(random, 100 + Math.floor(random() * 100)),
    progress: 'asPlanned',
    nextContent: reportText(random, 60),
    nextOn: '2027-01-15',
    nextFrom: '13:00',
    nextTo: '16:10',
  });
  at(188);
  await sign(here, random);
  at(189);
  await record(here, { type: 'visit-submitted@1', aggregate: engagement, body: { visit } });
};

type Here = VisitPlace & { readonly phone: Phone };

const seen = async ({
  phone,
  engagement,
  visit: id,
}: Here): Promise<{ readonly view: EngagementView; readonly visit: Visit }> => {
  const view = await phone.store.engagement(engagement);
  const visit = view?.engagement.visits[id];
  if (!view || !visit) throw new Error(`visit ${id} is not on this phone`);
  return { view, visit };
};

const record = async <Type extends keyof BodyOf>({ phone }: Here, request: RecordRequest<Type>): Promise<void> => {
  const recorded = await phone.store.record(request);
  if (!('recorded' in recorded)) throw new Error(`${request.type} was not recorded: ${JSON.stringify(recorded)}`);
};

const write = async (here: Here, fields: Partial<VisitFields>): Promise<void> => {
  const { fields: before } = (await seen(here)).visit;
  // Object.entries forgets that the keys are those of VisitFields.
  const changes = (Object.entries(fields) as [VisitField, string & number][]).map(([field, value]) => ({
    field,
    base: fieldHash(before[field]),
    value,
  }));
  const { visit, engagement } = here;
  await record(here, { type: 'visit-report-saved@1', aggregate: engagement, body: { visit, changes } });
};

const sign = async (here: Here, random: () => number): Promise<void> => {
  const { view, visit } = await seen(here);
  const parties = { company: view.company?.name ?? '', expert: view.expert?.name ?? '' };
  const text = confirmationText(visit, parties);
  if (!text || !view.company || !view.ruleSet) throw new Error('there is nothing to sign');
  const signed = {
    confirmation: here.phone.newId(),
    hash: sha256Hex(text),
    manner: { by: 'strokes', strokes: handwriting(random, 100 + Math.floor(random() * 200)) },
    proxy: null,
    signer: { ...view.company.representative, role: 'representative', identifiedBy: 'metOnSite' },
  } as const;
  const deviceSignature = await here.phone.sign(confirmationStatement(signed));
  await record(here, {
    type: 'confirmation-signed@1',
    aggregate: here.engagement,
    body: {
      ...signed,
      visit: here.visit,
      version: 1,
      text,
      sentence: view.ruleSet.confirmationSentence.value,
      parties,
      appVersion: '0.0.0',
      deviceSignature,
    },
  });
};
