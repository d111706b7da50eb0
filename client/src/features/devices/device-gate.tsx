import type { Declaration } from '@banso/shared/device/device.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { loadedLater } from '../../ui/loaded-later.tsx';
import { Screen } from '../../ui/screen.tsx';
import { DeclarationForm } from './declaration-form.tsx';
import { type DevicePorts, DevicePortsContext } from './device-ports.ts';
import { messages } from './messages.ts';
import { useDeclare } from './use-declare.ts';
import './devices.css';

/** Few people ever need it: it does not come with the declaration. */
const MakeRoom = loadedLater(async () => (await import('./make-room.tsx')).MakeRoom);

type GateProps = {
  readonly sample: boolean;
  /** This person has as many devices as they may. */
  readonly full: boolean;
  readonly declare: (declaration: Declaration) => Promise<boolean>;
  readonly tryAgain: () => Promise<void>;
};

/** Before an open app receives anything. */
export function DeviceGate() {
  const { me, sync } = useBanso();
  const { problem } = useSyncStatus();
  const declare = useDeclare();
  return <Gate sample={me.sample} full={problem === 'too_many_devices'} declare={declare} tryAgain={sync.syncNow} />;
}

/** Before a device that goes out is protected; nothing of the app is open yet. */
export function DeclareScreen({ first }: { readonly first: DevicePorts & Omit<GateProps, 'sample'> }) {
  const { full, declare, tryAgain } = first;
  return (
    <DevicePortsContext value={first}>
      <Gate sample={false} full={full} declare={declare} tryAgain={tryAgain} />
    </DevicePortsContext>
  );
}

/** The declaration of this device, or room for it among this person's devices. */
function Gate({ sample, full, declare, tryAgain }: GateProps) {
  return (
    <Screen bar={<AppBar title={messages.declareTitle} sample={sample} />}>
      <div className="devices devices--gate">
        {full ? (
          <MakeRoom tryAgain={tryAgain} />
        ) : (
          <>
            <p>{messages.declareLead}</p>
            <DeclarationForm declare={declare} />
          </>
        )}
      </div>
    </Screen>
  );
}
