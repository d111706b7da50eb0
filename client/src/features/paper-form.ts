import { type Delegation, delegatesOn } from '@banso/shared/engagement/engagement.ts';
import { MAX_PAPERS_PER_CONFIRMATION } from '@banso/shared/engagement/paper.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { Proxy, Signer } from '@banso/shared/evidence/confirmation.ts';
import { cleanText, countCharacters } from '@banso/shared/lib/text.ts';
import { type Day, isDay } from '@banso/shared/time/day.ts';
import type { EngagementView } from '../store/client-store.ts';
import { paperMessages as messages } from './paper-messages.ts';

/** What is typed about a signed paper, as it is kept in a draft. `who`: `representative`, `other` or `delegate/<id>`. */
export type PaperForm = Readonly<
  Record<
    | 'who'
    | 'name'
    | 'title'
    | 'proxy'
    | 'proxyName'
    | 'proxyRelation'
    | 'proxyReason'
    | 'writtenOn'
    | 'why'
    | 'reason'
    | 'came',
    string
  >
>;

export const WHY = ['device', 'wish', 'later', 'other'] as const;
export type Why = (typeof WHY)[number];

export const blankPaperForm = (visit: Visit): PaperForm => ({
  who: 'representative',
  name: '',
  title: '',
  proxy: '',
  proxyName: '',
  proxyRelation: '',
  proxyReason: '',
  writtenOn: visit.time?.on ?? '',
  why: '',
  reason: '',
  came: '',
});

export type Signing = { readonly signer: Pick<Signer, 'name' | 'title' | 'role'>; readonly proxy: Proxy | null };

type Place = { readonly view: Pick<EngagementView, 'engagement' | 'company'>; readonly visit: Visit };

/** Those of the register who may sign for the representative on the day of the visit. */
export const delegatesFor = ({ view, visit }: Place): readonly Delegation[] =>
  delegatesOn(view.engagement, visit.time?.on ?? '');

/** Who wrote on the paper, as it is recorded. Call it with a form without errors. */
export const signingOf = (form: PaperForm, place: Place): Signing => {
  const delegate = delegatesFor(place).find(({ id }) => form.who === `delegate/${id}`);
  const known = form.who === 'representative' ? place.view.company?.representative : delegate;
  const { name, title } = known ?? { name: clean(form.name), title: clean(form.title) };
  const role = form.who === 'representative' ? 'representative' : 'delegate';
  const [proxyName, relation, reason] = [form.proxyName, form.proxyRelation, form.proxyReason].map(clean);
  return {
    signer: { name, title, role },
    proxy: form.proxy === 'yes' ? { name: proxyName ?? '', relation: relation ?? '', reason: reason ?? '' } : null,
  };
};

/** Why it was paper, in words. */
export const reasonOf = ({ why, reason }: PaperForm): string => {
  const known = WHY.find((one) => one === why);
  return known === undefined || known === 'other' ? clean(reason) : messages.reasons[known];
};

export type PaperErrors = Partial<Record<keyof PaperForm | 'copies', string>>;

/** What is still missing or wrong, by field; nothing when it can be recorded. */
export const errorsOfPaper = (
  form: PaperForm,
  { visit, copies, today }: { readonly visit: Visit; readonly copies: number; readonly today: Day },
): PaperErrors => {
  const text = (value: string, most = 100) => (clean(value) === '' ? messages.errorBlank : tooLong(value, most));
  const found: Readonly<Record<string, string | undefined>> = {
    copies:
      copies === 0 ? messages.missingCopies : copies > MAX_PAPERS_PER_CONFIRMATION ? messages.tooManyCopies : undefined,
    ...(form.who === 'other' ? { name: text(form.name), title: text(form.title) } : {}),
    ...(form.proxy === 'yes'
      ? {
          proxyName: text(form.proxyName),
          proxyRelation: text(form.proxyRelation),
          proxyReason: text(form.proxyReason, REASON_LIMIT),
        }
      : {}),
    writtenOn: errorOfDay(form.writtenOn, { from: visit.time?.on ?? '', to: today }),
    why: form.why === '' ? messages.errorBlank : undefined,
    ...(form.why === 'other' ? { reason: text(form.reason, REASON_LIMIT) } : {}),
  };
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words !== undefined));
};

export const REASON_LIMIT = 300;

/** Nobody confirms a visit before its day, or tomorrow. */
const errorOfDay = (on: string, { from, to }: { readonly from: Day; readonly to: Day }): string | undefined => {
  if (!isDay(on)) return messages.errorDay;
  if (on > to) return messages.errorFuture;
  return on < from ? messages.errorBefore : undefined;
};

const tooLong = (value: string, most: number): string | undefined =>
  countCharacters(value) > most ? messages.errorLong : undefined;

const clean = (text: string): string => cleanText(text).trim();
