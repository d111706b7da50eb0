import { createContext, useContext } from 'react';
import { type Banso, BansoContext } from '../../sync/banso-context.tsx';

/** What the device's own screens need; it is there before anything else of the app is. */
export type DevicePorts = Pick<Banso, 'devices' | 'device' | 'nowMs'>;

/** Given where the app does not stand open yet. */
export const DevicePortsContext = createContext<DevicePorts | null>(null);

export const useDevicePorts = (): DevicePorts => {
  const given = useContext(DevicePortsContext);
  const banso = useContext(BansoContext);
  const ports = given ?? banso;
  if (!ports) throw new Error('useDevicePorts outside of both of its contexts');
  return ports;
};
