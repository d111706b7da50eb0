import * as v from 'valibot';
import {
  declarationSchema,
  deviceFactSchema,
  deviceRoomSchema,
  leftSchema,
  lossSchema,
  noteSchema,
} from '../device/device.ts';

/** A device's id in an address. */
export const deviceIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** `POST /api/devices/:device/declarations`, from the device itself */
export const declareDeviceSchema = declarationSchema;
/** `POST /api/devices/:device/losses` */
export const loseDeviceSchema = lossSchema;
/** `POST /api/devices/:device/notes` */
export const noteDeviceSchema = noteSchema;

/** `POST /api/devices/:device/erased`: no session, the device's own signature over `erasedStatement`. */
export const deviceErasedSchema = v.strictObject({
  tenant: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/)),
  order: v.pipe(v.string(), v.maxLength(80)),
  left: leftSchema,
  signature: v.pipe(v.string(), v.maxLength(200)),
});

/** `POST /api/devices/limit` */
export const deviceLimitSchema = v.strictObject({
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
});

/** What is known not to have arrived from a device, as far as it ever said. */
const notArrivedSchema = v.strictObject({
  /** As the device last reported: operations and photos without the server's word, and since when. */
  operations: v.number(),
  photos: v.number(),
  oldestMs: v.nullable(v.number()),
  /** Numbers the device had recorded and the server has not. */
  missingNumbers: v.number(),
  /** Numbers the device itself could no longer produce. */
  gaps: v.number(),
  /** Visits of its owner whose end, report or confirmation the server has not. */
  visits: v.array(
    v.strictObject({
      engagement: v.string(),
      visit: v.string(),
      number: v.nullable(v.number()),
      on: v.nullable(v.string()),
      lacks: v.picklist(['start', 'end', 'confirmation'] as const),
    }),
  ),
  /** Photos whose record is there and whose bytes are not. */
  photosWithoutBytes: v.number(),
});

export type NotArrived = v.InferOutput<typeof notArrivedSchema>;

const registeredDeviceSchema = v.strictObject({
  id: v.string(),
  owner: v.string(),
  label: v.string(),
  appVersion: v.string(),
  registeredAtMs: v.number(),
  lastContactMs: v.number(),
  waiting: v.strictObject({ operations: v.number(), photos: v.number(), oldestMs: v.nullable(v.number()) }),
  clockOffsetMs: v.nullable(v.number()),
  persisted: v.nullable(v.boolean()),
  /** Null: it has not said. */
  room: v.nullable(deviceRoomSchema),
  state: v.picklist(['undeclared', 'inUse', 'revoked', 'erased'] as const),
  /** Where the programmes' consents do not cover its place, so that it reads nothing. */
  placeRefused: v.boolean(),
  facts: v.array(deviceFactSchema),
  /** Operations that arrived after it was revoked: kept as they came, without effect. */
  parkedAfter: v.number(),
  /** Only of devices in use, and for those who answer for them: what is known or expected not to have arrived until yesterday. */
  missing: v.nullable(notArrivedSchema),
  /** Only of devices that are out of use: which engagements it had received, and what had not arrived. */
  loss: v.nullable(v.strictObject({ received: v.array(v.string()), notArrived: notArrivedSchema })),
});

export type RegisteredDevice = v.InferOutput<typeof registeredDeviceSchema>;

/** `GET /api/devices` */
export const deviceRegisterSchema = v.strictObject({
  devices: v.array(registeredDeviceSchema),
  limit: v.number(),
  /** True: everybody's. False: one's own. */
  whole: v.boolean(),
});

export type DeviceRegister = v.InferOutput<typeof deviceRegisterSchema>;
