import type { DeviceFact } from '@banso/shared/device/device.ts';
import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { ReactNode } from 'react';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useDevicePorts } from './device-ports.ts';
import { messages } from './messages.ts';
import { RevokeButtons } from './revoke-dialog.tsx';

type DeviceCardProps = {
  readonly device: RegisteredDevice;
  /** Null on one's own list. */
  readonly owner: string | null;
  readonly onChanged: () => Promise<void>;
  readonly children?: ReactNode;
};

/** One device of the register: what was declared, what it last said, and the ways to end it. */
export function DeviceCard({ device, owner, onChanged, children }: DeviceCardProps) {
  const { device: here } = useDevicePorts();
  const { label, state, waiting, placeRefused } = device;
  const declared = declarationOf(device.facts);
  const inUse = state === 'inUse' || state === 'undeclared';
  return (
    <li className="devices__card">
      <div className="devices__head">
        <h3>
          {owner === null ? label : `${owner}　${label}`}
          {device.id === here.id && <span className="devices__here">{messages.here}</span>}
        </h3>
        <StateMark state={MARKS[state]}>{messages.state[state]}</StateMark>
      </div>
      {placeRefused && <Notice kind="warn" title={messages.placeRefused} />}
      <Facts>
        <Fact label={messages.place}>{declared ? messages.places[declared.place] : messages.state.undeclared}</Fact>
        {declared && (
          <>
            <Fact label={messages.lock}>{declared.screenLock ? messages.has : messages.hasNot}</Fact>
            <Fact label={messages.encryption}>{messages.encrypted[declared.encrypted]}</Fact>
            <Fact label={messages.os}>{declared.os}</Fact>
            <Fact label={messages.declared}>{wareki(dayInJapan(declared.atMs))}</Fact>
          </>
        )}
        <Fact label={messages.app}>{device.appVersion}</Fact>
        <Fact label={messages.registered}>{wareki(dayInJapan(device.registeredAtMs))}</Fact>
        <Fact label={messages.contact}>{instantWords(device.lastContactMs)}</Fact>
        <Fact
          label={messages.waiting}
          note={waiting.oldestMs === null ? undefined : messages.oldest(instantWords(waiting.oldestMs))}
        >
          {waiting.operations + waiting.photos === 0
            ? messages.waitingNone
            : messages.waitingWords(waiting.operations, waiting.photos)}
        </Fact>
        {device.clockOffsetMs !== null && (
          <Fact label={messages.clock}>{messages.clockSeconds(Math.round(device.clockOffsetMs / 1000))}</Fact>
        )}
        <Fact label={messages.storage}>{messages.persisted[`${device.persisted}`]}</Fact>
      </Facts>
      {inUse && <RevokeButtons device={device} onRevoked={onChanged} />}
      {children}
    </li>
  );
}

const MARKS = { undeclared: 'draft', inUse: 'sent', revoked: 'needsYou', erased: 'sent' } as const;

export const declarationOf = (facts: readonly DeviceFact[]) => {
  const found = facts.findLast(({ type }) => type === 'declared');
  return found?.type === 'declared' ? found : null;
};

/** 令和8年11月22日（日）14:30 */
export const instantWords = (atMs: number): string => `${wareki(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;
