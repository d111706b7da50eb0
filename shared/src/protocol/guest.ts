import * as v from 'valibot';
import {
  type Manner,
  partiesSchema,
  proxySchema,
  signerSchema,
  strokesMannerSchema,
  typedNameMannerSchema,
} from '../evidence/confirmation.ts';
import { partIdSchema } from '../operation/envelope.ts';
import { clockTimeSchema, daySchema } from '../time/day.ts';

/** The secret of a link to confirm one visit on a device of the company's own. It travels in a body, never in an address. */
const tokenSchema = v.pipe(v.string(), v.maxLength(300));

/** Where a link leads: a company's own device gets nothing of the app but this. Behind `#` stands the token. */
export const GUEST_PATH = '/g';

export type GuestToken = {
  readonly tenant: string;
  readonly engagement: string;
  readonly invitation: string;
  /** 128 random bits (base64url), known to the link alone. */
  readonly secret: string;
};

const TOKEN =
  /^([A-Za-z0-9][A-Za-z0-9._-]{0,79})~([A-Za-z0-9][A-Za-z0-9._-]{0,79})~([0-9a-f-]{36})~([A-Za-z0-9_-]{22})$/;

export const guestTokenText = ({ tenant, engagement, invitation, secret }: GuestToken): string =>
  [tenant, engagement, invitation, secret].join('~');

/** Null for what is no token at all. */
export const readGuestToken = (text: string): GuestToken | null => {
  const [, tenant, engagement, invitation, secret] = TOKEN.exec(text) ?? [];
  return tenant && engagement && invitation && secret ? { tenant, engagement, invitation, secret } : null;
};

/** `POST /api/guest/page` */
export const guestPageRequestSchema = v.strictObject({ token: tokenSchema });

const signerNameSchema = { name: v.string(), title: v.string() };

/** What the company is asked: the shape of `ToConfirm`. */
const toConfirmSchema = v.strictObject({
  lines: v.array(v.strictObject({ label: v.string(), value: v.string() })),
  text: v.string(),
  hash: v.string(),
  parties: partiesSchema,
  sentence: v.string(),
  representative: v.nullable(v.strictObject(signerNameSchema)),
  delegates: v.array(v.strictObject({ id: v.string(), ...signerNameSchema })),
  on: daySchema,
  from: clockTimeSchema,
  to: clockTimeSchema,
  number: v.nullable(v.number()),
});

const office = { sample: v.boolean(), office: v.string(), inquiries: v.string() };

/**
 * What a link shows.
 * - notArrived: the expert's phone has not sent it yet, or there is no such link; nobody can tell which
 * - open: the company is asked
 * - confirmed: what stands confirmed, through this link or in any other way
 * - closed: the link confirms nothing any more, and why
 */
export const guestPageSchema = v.variant('state', [
  v.strictObject({ state: v.literal('notArrived') }),
  v.strictObject({ state: v.literal('open'), asked: toConfirmSchema, ...office }),
  v.strictObject({
    state: v.literal('confirmed'),
    text: v.string(),
    sentence: v.string(),
    by: v.string(),
    how: v.string(),
    atMs: v.number(),
    ...office,
  }),
  v.strictObject({ state: v.literal('closed'), why: v.picklist(['expired', 'changed', 'cancelled']), ...office }),
]);

export type GuestPage = v.InferOutput<typeof guestPageSchema>;

/**
 * `POST /api/guest/confirm`: what was read by its hash, who says it and how. `confirmation` is the id given at the tap, so that
 * what is sent twice is one. Answers the page as it is then; when the facts have changed since, it is `open` with another text,
 * and nothing was recorded.
 */
export const guestConfirmRequestSchema = v.strictObject({
  token: tokenSchema,
  confirmation: partIdSchema,
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Whoever holds the link was shown it at the visit; only the code says that the registered contact was reached. */
  signer: v.strictObject({ ...signerSchema.entries, identifiedBy: v.picklist(['ownPhone', 'registeredContact']) }),
  manner: v.variant('by', [strokesMannerSchema, typedNameMannerSchema]),
  proxy: v.nullable(proxySchema),
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  /** SPKI of the P-256 key that this browser made for the one confirmation, and its signature over `confirmationStatement`. */
  publicKey: v.pipe(v.string(), v.maxLength(200)),
  signature: v.pipe(v.string(), v.maxLength(200)),
});

export type GuestConfirmRequest = v.InferOutput<typeof guestConfirmRequestSchema>;

/** How a guest may confirm: everything but paper, which somebody else would have to enter. */
export type GuestManner = Exclude<Manner, { by: 'paper' }>;
