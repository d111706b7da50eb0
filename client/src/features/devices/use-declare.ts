import type { Declaration } from '@banso/shared/device/device.ts';
import { useCallback } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';

/** Declares this device from the open app, and fetches what it may have from now on. False where it was not taken. */
export const useDeclare = (): ((declaration: Declaration) => Promise<boolean>) => {
  const { devices, device, sync } = useBanso();
  return useCallback(
    async (declaration) => {
      const declared = 'answer' in (await devices.declare(device.id, declaration));
      if (declared) await sync.syncNow();
      return declared;
    },
    [devices, device, sync],
  );
};
