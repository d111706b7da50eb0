import type { DeviceRegister } from '@banso/shared/protocol/devices.ts';
import { type Asked, useAsked } from '../use-asked.ts';
import { useDevicePorts } from './device-ports.ts';

/** The server's register of devices, as far as this person may see it. */
export type Register = Asked<DeviceRegister>;
export const useRegister = (): Register => useAsked(useDevicePorts().devices.register);
