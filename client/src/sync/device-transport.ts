import type { Declaration, DeviceNote, Loss } from '@banso/shared/device/device.ts';
import { type DeviceRegister, deviceRegisterSchema } from '@banso/shared/protocol/devices.ts';
import { type takeUnsentSchema, type UnsentAnswer, unsentAnswerSchema } from '@banso/shared/protocol/unsent-file.ts';
import * as v from 'valibot';
import type { ErasedWord } from '../store/erase-device.ts';
import { ask, type ServerAnswer } from './server-transport.ts';

/** What is said about devices. Never throws. */
export type DeviceTransport = {
  /** Everybody's devices for those who answer for them, else one's own; newest first. */
  readonly register: () => Promise<ServerAnswer<DeviceRegister>>;
  readonly declare: (device: string, declaration: Declaration) => Promise<ServerAnswer<null>>;
  readonly revoke: (device: string, loss: Loss) => Promise<ServerAnswer<null>>;
  readonly note: (device: string, note: DeviceNote) => Promise<ServerAnswer<null>>;
  readonly setLimit: (limit: number) => Promise<ServerAnswer<null>>;
  /** One line of a file of unsent data that somebody brought. */
  readonly takeUnsent: (line: v.InferOutput<typeof takeUnsentSchema>) => Promise<ServerAnswer<UnsentAnswer>>;
  /** This device's signed word that it is erased; needs no session. */
  readonly confirmErased: (word: ErasedWord) => Promise<ServerAnswer<null>>;
};

export const httpDeviceTransport: DeviceTransport = {
  register: () =>
    ask('/api/devices', {
      read: (body) => {
        const parsed = v.safeParse(deviceRegisterSchema, body);
        return parsed.success ? parsed.output : undefined;
      },
    }),
  declare: (device, declaration) => ask(`${of(device)}/declarations`, { read: nothing, body: declaration }),
  revoke: (device, loss) => ask(`${of(device)}/losses`, { read: nothing, body: loss }),
  note: (device, note) => ask(`${of(device)}/notes`, { read: nothing, body: note }),
  setLimit: (limit) => ask('/api/devices/limit', { read: nothing, body: { limit } }),
  takeUnsent: (line) =>
    ask('/api/devices/unsent', {
      read: (body) => {
        const parsed = v.safeParse(unsentAnswerSchema, body);
        return parsed.success ? parsed.output : undefined;
      },
      body: line,
    }),
  confirmErased: ({ device, ...word }) => ask(`${of(device)}/erased`, { read: nothing, body: word }),
};

const of = (device: string): string => `/api/devices/${encodeURIComponent(device)}`;
const nothing = (): null => null;
