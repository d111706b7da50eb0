import type { DeviceRegister } from '@banso/shared/protocol/devices.ts';
import { useCallback, useEffect, useState } from 'react';
import { useDevicePorts } from './device-ports.ts';

export type Register = {
  readonly register: DeviceRegister | undefined;
  readonly unreachable: boolean;
  readonly load: () => Promise<void>;
};

/** The server's register of devices, as far as this person may see it. */
export const useRegister = (): Register => {
  const { devices } = useDevicePorts();
  const [register, setRegister] = useState<DeviceRegister>();
  const [unreachable, setUnreachable] = useState(false);
  const load = useCallback(async () => {
    const asked = await devices.register();
    setUnreachable(!('answer' in asked));
    if ('answer' in asked) setRegister(asked.answer);
  }, [devices]);
  useEffect(() => {
    // Not inside the effect itself: the answer sets states.
    const first = setTimeout(() => void load(), 0);
    return () => clearTimeout(first);
  }, [load]);
  return { register, unreachable, load };
};
