import type { Declaration } from '@banso/shared/device/device.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { DeclarationForm } from './declaration-form.tsx';
import { DeviceCard } from './device-card.tsx';
import { type DevicePorts, DevicePortsContext } from './device-ports.ts';
import { messages } from './messages.ts';
import { useDeclare } from './use-declare.ts';
import { useRegister } from './use-register.ts';
import './devices.css';

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

function MakeRoom({ tryAgain }: Pick<GateProps, 'tryAgain'>) {
  const { register, load } = useRegister();
  const inUse = register?.devices.filter(({ state }) => state === 'inUse' || state === 'undeclared') ?? [];
  return (
    <>
      <Notice kind="warn" live title={messages.tooMany}>
        {register && <p>{messages.limitNow(register.limit)}</p>}
        <p>{messages.tooManyHint}</p>
      </Notice>
      <ul className="devices__list">
        {inUse.map((device) => (
          <DeviceCard key={device.id} device={device} owner={null} onChanged={load} />
        ))}
      </ul>
      <Button look="solid" size="lg" wide onClick={() => void tryAgain()}>
        {messages.tryAgain}
      </Button>
    </>
  );
}
