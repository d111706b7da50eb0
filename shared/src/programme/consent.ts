import * as v from 'valibot';
import { PLACE_CLASSES } from '../device/device.ts';
import { filledTextSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { idSchema } from '../operation/envelope.ts';
import { refuse } from '../operation/refusals.ts';
import { daySchema } from '../time/day.ts';
import { ANSWERABLE } from './answers-for.ts';
import type { Programme } from './programme.ts';

/** What the commissioner consents to: phones, the places of work and storage, where the server stands, mail and links (FP-3, FP-6, FP-7, TP-7). */
const itemsSchema = v.strictObject({
  /** Copies on the phones of experts and support officers. */
  phones: v.boolean(),
  places: v.array(v.picklist(PLACE_CLASSES)),
  hosting: filledTextSchema(200),
  serverPlace: filledTextSchema(200),
  mail: v.boolean(),
  links: v.boolean(),
});

const consentBody = v.strictObject({
  number: filledTextSchema(100),
  grantedBy: filledTextSchema(200),
  on: daySchema,
  from: daySchema,
  to: daySchema,
  items: itemsSchema,
});

export type ConsentItems = v.InferOutput<typeof itemsSchema>;

/** 包括承諾 of one programme. `stands`: the server's clock lies in its days and nobody has withdrawn it; only the server says so. */
export type Consent = v.InferOutput<typeof consentBody> & {
  readonly id: string;
  readonly recordedBy: string;
  readonly recordedAtMs: number;
  readonly stands: boolean;
  readonly withdrawn: {
    readonly by: string;
    readonly atMs: number;
    readonly on: string;
    readonly reason: string;
  } | null;
};

/** The consents that stand now. */
export const standingConsents = (programme: Programme | null): readonly Consent[] =>
  (programme?.consents ?? []).filter(({ stands }) => stands);

/** Whether this programme's personal data may be copied to phones. */
export const phonesCovered = (programme: Programme | null): boolean =>
  standingConsents(programme).some(({ items }) => items.phones);

/** Whether a consent should stand on this day in Japan. */
export const shouldStand = ({ from, to, withdrawn }: Consent, today: string): boolean =>
  withdrawn === null && from <= today && today <= to;

export const consentRecorded = defineOperation({
  type: 'consent-recorded@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '包括承諾の登録',
  by: ANSWERABLE,
  needs: [],
  body: consentBody,
  apply: (programme: Programme | null, { id, actor, clock, body }) => {
    if (!programme) return refuse('unknown_record');
    if (body.to < body.from) return refuse('malformed', 'to');
    const consent = { id, ...body, recordedBy: actor, recordedAtMs: clock.wallMs, stands: false, withdrawn: null };
    return done({ ...programme, consents: [...(programme.consents ?? []), consent] });
  },
});

export const consentWithdrawn = defineOperation({
  type: 'consent-withdrawn@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '包括承諾の取消し',
  by: ANSWERABLE,
  needs: [],
  body: v.strictObject({ consent: idSchema, on: daySchema, reason: filledTextSchema(500) }),
  apply: (programme: Programme | null, { actor, clock, body: { consent: id, on, reason } }) => {
    const consent = programme?.consents?.find((one) => one.id === id);
    if (!programme || !consent) return refuse('unknown_record');
    if (consent.withdrawn) return refuse('wrong_state', 'withdrawn');
    return done(
      withConsent(programme, { ...consent, stands: false, withdrawn: { by: actor, atMs: clock.wallMs, on, reason } }),
    );
  },
});

/** The server's clock has come into or gone out of a consent's days. */
export const consentStandingChanged = defineOperation({
  type: 'consent-standing-changed@1',
  kind: 'programme',
  nature: 'fact',
  retention: 'B',
  label: '包括承諾の効力',
  by: [],
  needs: [],
  body: v.strictObject({ consent: idSchema, stands: v.boolean() }),
  apply: (programme: Programme | null, { body: { consent: id, stands } }) => {
    const consent = programme?.consents?.find((one) => one.id === id);
    if (!programme || !consent) return refuse('unknown_record');
    if (stands && consent.withdrawn) return refuse('wrong_state', 'withdrawn');
    return done(withConsent(programme, { ...consent, stands }));
  },
});

const withConsent = (programme: Programme, consent: Consent): Programme => ({
  ...programme,
  consents: programme.consents?.map((one) => (one.id === consent.id ? consent : one)) ?? [],
});
