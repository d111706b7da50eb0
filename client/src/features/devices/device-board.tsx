import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { timeAgo } from '../time-ago.ts';
import { boardMessages as messages } from './board-messages.ts';
import { instantWords } from './device-card.tsx';
import { type MissingFromPerson, missingByPerson, questionsFor } from './whats-missing.ts';

export type DeviceBoardProps = {
  readonly devices: readonly RegisteredDevice[];
  readonly nameOf: (person: string) => string;
};

/** 端末の状況, for those who answer for them: first what is missing and whom to call, then how each device stands. */
export function DeviceBoard({ devices, nameOf }: DeviceBoardProps) {
  const { clockOffsetMs } = useSyncStatus();
  // By the server's clock, as everything in the register is: a desk whose clock is wrong must not call people for nothing.
  const now = useNow() + (clockOffsetMs ?? 0);
  const missing = missingByPerson(devices, now);
  const inUse = devices
    .filter(({ state }) => state === 'inUse' || state === 'undeclared')
    .toSorted((a, b) => a.lastContactMs - b.lastContactMs);
  return (
    <>
      <section className="section">
        <h2>{missing.length === 0 ? messages.missingNone : messages.missingTitle(missing.length)}</h2>
        <p className="hint">{missing.length === 0 ? messages.missingNoneHint : messages.missingLead}</p>
        {missing.length > 0 && (
          <ul className="devices__list">
            {missing.map((one) => (
              <Call key={one.owner} missing={one} name={nameOf(one.owner)} />
            ))}
          </ul>
        )}
      </section>
      <section className="section">
        <h2>{messages.title}</h2>
        <DataTable
          caption={messages.title}
          items={inUse}
          rowKey={({ id }) => id}
          empty={messages.noDevices}
          columns={[
            { key: 'who', head: messages.who, cell: (one) => `${nameOf(one.owner)}・${one.label}` },
            { key: 'contact', head: messages.contact, cell: (one) => timeAgo(one.lastContactMs, now) },
            { key: 'waiting', head: messages.waiting, cell: (one) => waitingWords(one, now) },
            { key: 'version', head: messages.version, cell: ({ appVersion }) => appVersion },
            { key: 'storage', head: messages.storage, cell: storageWords },
            { key: 'clock', head: messages.clock, cell: clockWords },
          ]}
        />
      </section>
    </>
  );
}

function Call({ missing, name }: { readonly missing: MissingFromPerson; readonly name: string }) {
  const companies = useQuery(
    async (store) => new Map((await store.engagements()).map(({ id, company }) => [id, company?.name])),
    [],
  );
  const { waiting, missingNumbers, gaps, photosWithoutBytes, visits, silent } = missing;
  const known = [
    ...silent.map(({ label, lastContactMs }) => messages.silent(label, instantWords(lastContactMs))),
    ...(waiting.operations + waiting.photos > 0 ? [messages.waits(waiting.operations, waiting.photos)] : []),
    ...(waiting.oldestMs === null ? [] : [messages.since(instantWords(waiting.oldestMs))]),
    ...(missingNumbers > 0 ? [messages.numbers(missingNumbers)] : []),
    ...(gaps > 0 ? [messages.gaps(gaps)] : []),
    ...(photosWithoutBytes > 0 ? [messages.photos(photosWithoutBytes)] : []),
    ...visits.map(({ engagement, number, on, lacks }) =>
      messages.visit(
        companies?.get(engagement) ?? messages.unknownCompany,
        number,
        on === null ? '' : monthAndDay(on),
        messages.lacks[lacks],
      ),
    ),
  ];
  return (
    <li className="devices__card">
      <h3>{messages.call(name)}</h3>
      <Notice kind="info" title={messages.ask}>
        <Lines lines={questionsFor(missing).map((question) => messages.questions[question])} />
      </Notice>
      <h4>{messages.known}</h4>
      <Lines lines={known} />
    </li>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="devices__lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

const waitingWords = ({ waiting }: RegisteredDevice, now: number): string => {
  if (waiting.operations + waiting.photos === 0) return messages.none;
  const counts = messages.waitsShort(waiting.operations, waiting.photos);
  return waiting.oldestMs === null ? counts : `${counts}（${timeAgo(waiting.oldestMs, now)}）`;
};

const storageWords = ({ persisted, room }: RegisteredDevice): string =>
  [
    messages.kept[`${persisted}`],
    ...(room ? [messages.reserve[room.reserve]] : []),
    ...(room?.freeMb === null || room?.freeMb === undefined ? [] : [messages.room(room.freeMb)]),
  ].join('・');

const clockWords = ({ clockOffsetMs }: RegisteredDevice): string => {
  if (clockOffsetMs === null) return '';
  const minutes = Math.round(clockOffsetMs / 60_000);
  return minutes === 0 ? messages.clockFine : messages.clockOff(minutes);
};
