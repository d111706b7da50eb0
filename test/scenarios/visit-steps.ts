import type { Recorded } from '@banso/client/store/client-store.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import type { Visit, VisitField, VisitFields } from '@banso/shared/engagement/visit.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { confirmationStands, confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { Device, World } from '../world.ts';

export const ENGAGEMENT = 'sample-engagement-1';

/** Which visit a step is about. */
export type VisitPlace = { readonly engagement: string; readonly number: number };
/** The sample's visit that is due. */
const DUE: VisitPlace = { engagement: ENGAGEMENT, number: 2 };

const REPORT: Partial<VisitFields> = {
  place: '本社工場',
  present: '川上 正一、川上 麻衣',
  breakMinutes: 10,
  gist: '原価表を一緒に作り、主な商品の粗利を確かめた。',
  content: '仕入れ伝票から原価表を作り、商品ごとの粗利を計算した。',
  effect: '値上げが必要な商品が二つ分かった。',
  progress: 'asPlanned',
  nextOn: '2026-01-08',
  nextFrom: '13:30',
  nextTo: '16:40',
  nextContent: '直売所の売り方の検討',
};

/** The visit of this number, as this device sees it. */
export const visitOf = async (device: Device, { engagement, number } = DUE): Promise<Visit> => {
  const view = await device.store().engagement(engagement);
  const visit = Object.values(view?.engagement.visits ?? {}).find((one) => one.number === number);
  if (!visit) throw new Error(`visit ${number} is not on this device`);
  return visit;
};

export const startVisit = async (device: Device, place = DUE): Promise<void> => {
  const { id: visit } = await visitOf(device, place);
  mustBeRecorded(await device.record({ type: 'visit-started@1', aggregate: place.engagement, body: { visit } }));
};

export const endVisit = async (device: Device, place = DUE): Promise<void> => {
  const { id: visit } = await visitOf(device, place);
  mustBeRecorded(await device.record({ type: 'visit-ended@1', aggregate: place.engagement, body: { visit } }));
};

/** Writes these fields over what the device shows now. */
export const writeReport = async (
  device: Device,
  fields: Partial<VisitFields> = REPORT,
  place = DUE,
): Promise<void> => {
  const { id: visit, fields: before } = await visitOf(device, place);
  // Object.entries forgets that the keys are those of VisitFields.
  const changes = (Object.entries(fields) as [VisitField, string & number][]).map(([field, value]) => ({
    field,
    base: fieldHash(before[field]),
    value,
  }));
  mustBeRecorded(
    await device.record({ type: 'visit-report-saved@1', aggregate: place.engagement, body: { visit, changes } }),
  );
};

/** The company reads the text on the phone and signs it. Nobody writes alike twice: `hand` is how this time. */
export const companySigns = async (device: Device, place = DUE, hand = 7): Promise<void> => {
  const view = await device.store().engagement(place.engagement);
  const visit = await visitOf(device, place);
  const parties = { company: view?.company?.name ?? '', expert: view?.expert?.name ?? '' };
  const text = confirmationText(visit, parties);
  if (!text || !view?.company || !view.ruleSet) throw new Error('there is nothing to sign');
  const signed = {
    confirmation: device.newId(),
    hash: sha256Hex(text),
    manner: { by: 'strokes', strokes: sampleStrokes(hand) },
    proxy: null,
    signer: { ...view.company.representative, role: 'representative', identifiedBy: 'metOnSite' },
  } as const;
  const deviceSignature = await device.sign(confirmationStatement(signed));
  const { value: sentence } = view.ruleSet.confirmationSentence;
  mustBeRecorded(
    await device.record({
      type: 'confirmation-signed@1',
      aggregate: place.engagement,
      body: { ...signed, visit: visit.id, version: 1, text, sentence, parties, appVersion: '0.0.0', deviceSignature },
    }),
  );
};

export const submit = async (device: Device, place = DUE): Promise<void> => {
  const { id: visit } = await visitOf(device, place);
  mustBeRecorded(await device.record({ type: 'visit-submitted@1', aggregate: place.engagement, body: { visit } }));
};

/** Whether the company's last signature is on what the visit says now; null when nobody signed. */
export const signatureStands = async (device: Device, place = DUE): Promise<boolean | null> => {
  const view = await device.store().engagement(place.engagement);
  const visit = await visitOf(device, place);
  const last = view ? confirmationsOf(view.engagement, visit.id).at(-1) : undefined;
  return last ? confirmationStands(visit, last) : null;
};

/** A whole visit up to its submission, recorded where there is no signal. */
export const recordWholeVisit = async (world: World, phone: Device): Promise<void> => {
  await startVisit(phone);
  world.pass(200);
  await writeReport(phone);
  await endVisit(phone);
  await companySigns(phone);
  await submit(phone);
};

export const mustBeRecorded = (recorded: Recorded): void => {
  if (!('recorded' in recorded)) throw new Error(`not recorded: ${JSON.stringify(recorded)}`);
};
