import type { registerDeviceSchema, SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { signedInSchema } from '@banso/shared/protocol/sign-in.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** Who is signed in, signing out, and this browser's registration as a device. Never throws. */
export type AccountTransport = {
  readonly me: () => Promise<ServerAnswer<SignedIn>>;
  readonly signOut: () => Promise<ServerAnswer<null>>;
  readonly registerDevice: (device: v.InferOutput<typeof registerDeviceSchema>) => Promise<ServerAnswer<null>>;
};

export const httpAccountTransport: AccountTransport = {
  me: () => ask('/api/me', { read: signedIn }),
  signOut: () => ask('/api/sign-out', { read: nothing, body: {} }),
  registerDevice: (device) => ask('/api/devices', { read: nothing, body: device }),
};

const signedIn = (body: unknown): SignedIn | undefined => {
  const parsed = v.safeParse(signedInSchema, body);
  return parsed.success ? parsed.output : undefined;
};

const nothing = (): null => null;
