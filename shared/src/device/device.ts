import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';

/** Where a device is mostly kept and used (FP-3). A programme's consent names the places it covers. */
export const PLACES = {
  office: '事務局の事務所',
  ownOffice: '本人の事務所',
  home: '自宅',
  outside: '外出先（持ち歩く）',
} as const;

export type Place = keyof typeof PLACES;
export const PLACE_CLASSES = ['office', 'ownOffice', 'home', 'outside'] as const satisfies readonly Place[];

/** What a device's owner declares before it receives anything, and again each year (FP-10-二c). */
export const declarationSchema = v.strictObject({
  place: v.picklist(PLACE_CLASSES),
  screenLock: v.boolean(),
  encrypted: v.picklist(['yes', 'no', 'unknown'] as const),
  /** iOS 19.1 */
  os: filledTextSchema(60),
});

export type Declaration = v.InferOutput<typeof declarationSchema>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** A declaration holds for a year. Source: programme setting. */
export const DECLARATION_MS = 365 * DAY_MS;

const instant = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * How much room a device says that it has, in megabytes by tens; null where its browser does not say. `reserve`: whether what it holds
 * back for visits and signatures is laid, was spent because the disk was full, or never could be.
 */
export const deviceRoomSchema = v.strictObject({
  freeMb: v.nullable(v.pipe(count, v.maxValue(2_000_000_000))),
  usedMb: v.nullable(v.pipe(count, v.maxValue(2_000_000_000))),
  reserve: v.picklist(['laid', 'spent', 'none'] as const),
});

export type DeviceRoom = v.InferOutput<typeof deviceRoomSchema>;

/** 紛失・盗難, or only taken out of the register. Both end what the device may do and order its records erased. */
export const lossSchema = v.strictObject({
  cause: v.picklist(['lost', 'retired'] as const),
  /** When it was seen last; null when nobody knows, or when it was not lost. */
  lostAtMs: v.nullable(instant),
  where: textSchema(200),
  reason: filledTextSchema(500),
});

export type Loss = v.InferOutput<typeof lossSchema>;

/** What is added to the draft of the incident report (FP-14-1): to whom it was reported, what was ordered, how it ended. */
export const noteSchema = v.strictObject({
  type: v.picklist(['reported', 'instructed', 'found'] as const),
  atMs: instant,
  text: filledTextSchema(500),
});

export type DeviceNote = v.InferOutput<typeof noteSchema>;

/** What a device still had when it erased itself, signed by its own key. */
export const leftSchema = v.strictObject({ operations: count, photos: count });

const by = { by: v.string(), atMs: instant };

/**
 * What was said and decided about one device, oldest first.
 * - `declared`: by its owner
 * - `revoked`: lost or taken out; `order` is the id that the device quotes when it has erased itself
 * - `erased`: the device's own signed word
 * - `noted`: what was added to the incident's draft
 */
export const deviceFactSchema = v.variant('type', [
  v.strictObject({ type: v.literal('declared'), ...by, ...declarationSchema.entries }),
  v.strictObject({ type: v.literal('revoked'), ...by, order: v.string(), ...lossSchema.entries }),
  v.strictObject({ type: v.literal('erased'), ...by, order: v.string(), left: leftSchema, signature: v.string() }),
  v.strictObject({ type: v.literal('noted'), ...by, note: noteSchema }),
]);

export type DeviceFact = v.InferOutput<typeof deviceFactSchema>;

/**
 * Where a device stands.
 * - `undeclared`: registered; pushes are taken, nothing is read
 * - `inUse`
 * - `revoked`: its records are ordered erased, and nothing says yet that they are
 * - `erased`: it has said so, signed
 */
export type DeviceState = 'undeclared' | 'inUse' | 'revoked' | 'erased';

/** Whether a declaration of this instant still holds. */
export const declarationHolds = (declaredAtMs: number | null, nowMs: number): boolean =>
  declaredAtMs !== null && nowMs - declaredAtMs < DECLARATION_MS;

/** The state of a device by its facts and the clock. */
export const deviceStateOf = (facts: readonly DeviceFact[], nowMs: number): DeviceState => {
  if (facts.some(({ type }) => type === 'erased')) return 'erased';
  if (facts.some(({ type }) => type === 'revoked')) return 'revoked';
  const declared = facts.findLast(({ type }) => type === 'declared');
  return declarationHolds(declared?.atMs ?? null, nowMs) ? 'inUse' : 'undeclared';
};

/** What a device signs when it has erased itself. */
export const erasedStatement = (erased: {
  readonly tenant: string;
  readonly device: string;
  readonly order: string;
  readonly left: { readonly operations: number; readonly photos: number };
}): string =>
  ['banso-erased-1', erased.tenant, erased.device, erased.order, erased.left.operations, erased.left.photos].join('\n');
