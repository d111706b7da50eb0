import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeviceCard } from './device-card.tsx';
import { messages } from './messages.ts';
import { useRegister } from './use-register.ts';

/** This person has as many devices as they may: those there are, each with the ways to end it. */
export function MakeRoom({ tryAgain }: { readonly tryAgain: () => Promise<void> }) {
  const { answer: register, load } = useRegister();
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
