import type { DeviceFact } from '@banso/shared/device/device.ts';
import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useQuery } from '../../sync/banso-context.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { paths } from '../paths.ts';
import { declarationOf, instantWords } from './device-card.tsx';
import { messages } from './messages.ts';

type IncidentProps = {
  readonly device: RegisteredDevice;
  readonly nameOf: (person: string) => string;
};

/** 事故の報告（案）: 発覚・報告・指示 with their times, what was on the device and what had not arrived (FP-14-1). */
export function Incident({ device, nameOf }: IncidentProps) {
  const companies = useCompanies();
  const lost = device.facts.findLast((fact) => fact.type === 'revoked' && fact.cause === 'lost');
  if (lost?.type !== 'revoked' || !device.loss) return null;
  const declared = declarationOf(device.facts);
  const { received, notArrived } = device.loss;
  const nameOfCompany = (engagement: string) => companies.get(engagement) ?? messages.unknownCompany;
  const missing = [
    ...(notArrived.operations + notArrived.photos > 0
      ? [messages.missing(notArrived.operations, notArrived.photos)]
      : []),
    ...(notArrived.oldestMs === null ? [] : [messages.oldest(instantWords(notArrived.oldestMs))]),
    ...(notArrived.missingNumbers > 0 ? [messages.missingNumbers(notArrived.missingNumbers)] : []),
    ...(notArrived.gaps > 0 ? [messages.gaps(notArrived.gaps)] : []),
    ...(notArrived.photosWithoutBytes > 0 ? [messages.photosWithoutBytes(notArrived.photosWithoutBytes)] : []),
    ...notArrived.visits.map(({ engagement, number, on, lacks }) =>
      messages.openVisit(nameOfCompany(engagement), number, on === null ? '' : monthAndDay(on), messages.lacks[lacks]),
    ),
  ];
  return (
    <section className="devices__incident" aria-label={messages.incident}>
      <h4>{messages.incident}</h4>
      <p>{messages.incidentLead}</p>
      <Facts>
        <Fact label={messages.found}>{messages.foundWords(nameOf(lost.by), instantWords(lost.atMs))}</Fact>
        <Fact label={messages.lastHeld}>{lost.lostAtMs === null ? messages.unknown : instantWords(lost.lostAtMs)}</Fact>
        <Fact label={messages.where}>{lost.where === '' ? messages.unknown : lost.where}</Fact>
        <Fact label={messages.what}>{lost.reason}</Fact>
        <Fact label={messages.device}>
          {nameOf(device.owner)}　{device.label}　{declared?.os ?? ''}
        </Fact>
        {declared && (
          <Fact label={messages.protections}>
            {messages.protectionWords(
              declared.screenLock ? messages.has : messages.hasNot,
              messages.encrypted[declared.encrypted],
            )}
          </Fact>
        )}
        <Fact label={messages.receivedRecords} note={received.map(nameOfCompany).join('、') || undefined}>
          {messages.receivedWords(received.length)}
        </Fact>
      </Facts>
      <h5>{messages.notArrived}</h5>
      <ul>
        {missing.length === 0 ? <li>{messages.nothingMissing}</li> : missing.map((line) => <li key={line}>{line}</li>)}
      </ul>
      <h5>{messages.measures}</h5>
      <ul>
        {[...measuresOf(device)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ButtonLink href={paths.incident('new')}>{messages.raiseIncident}</ButtonLink>
    </section>
  );
}

const measuresOf = (device: RegisteredDevice): readonly string[] => [
  ...device.facts.flatMap(measureOf),
  ...(device.state === 'erased' ? [] : [messages.measureNot]),
  ...(device.parkedAfter > 0 ? [messages.parkedAfter(device.parkedAfter)] : []),
];

const measureOf = (fact: DeviceFact): readonly string[] => {
  const when = instantWords(fact.atMs);
  if (fact.type === 'revoked') return [messages.measureRevoked(when)];
  if (fact.type === 'erased') return [messages.measureErased(when, fact.left.operations, fact.left.photos)];
  if (fact.type !== 'noted') return [];
  return [`${instantWords(fact.note.atMs)}　${messages.notes[fact.note.type]}：${fact.note.text}`];
};

const useCompanies = (): ReadonlyMap<string, string> =>
  useQuery(async (store) => {
    const views = await store.engagements();
    return new Map(views.map(({ id, company }) => [id, company?.name ?? id]));
  }, []) ?? new Map<string, string>();
