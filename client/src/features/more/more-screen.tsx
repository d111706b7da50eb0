import { bankDataDue } from '@banso/shared/disposal/bank-data-due.ts';
import { mayAskFor } from '@banso/shared/disposal/disposal.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import { expertInCharge, isOfficerOf } from '@banso/shared/engagement/team.ts';
import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay, wareki } from '@banso/shared/time/wareki.ts';
import { InstallHint } from '../../pwa/install-hint.tsx';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { NEW_VISIT, paths } from '../paths.ts';
import { LocationConsent } from './location-consent.tsx';
import { OwnPlace } from '../own-place.tsx';
import { useSides } from '../use-sides.ts';
import { messages } from './messages.ts';
import { SignOut } from './sign-out.tsx';
import { Storage } from './storage.tsx';
import './more.css';

/** Who takes companies in. */
const ACCEPTERS: readonly Role[] = ['staff', 'administrator'];

/** Who answers for the office's data. */
const ANSWERABLE: readonly Role[] = ['administrator', 'privacyManager'];

/** Who sees which consents a programme has. */
const CONSENT_READERS: readonly Role[] = ['privacyManager', 'administrator', 'approver'];

/** Who sees what was erased, or is to be. */
const DISPOSAL_READERS: readonly Role[] = [...CONSENT_READERS, 'staff', 'commissioner', 'auditor'];

/** その他: who is using this device, for which companies, and how the device keeps the records. */
export function MoreScreen() {
  const { me, protection } = useBanso();
  const { isDesk, isExpert, isOfficer } = useSides();
  return (
    <OwnPlace title={messages.title} current="more">
      <InstallHint />
      <section className="section">
        <h2>{messages.person}</h2>
        <Facts>
          <Fact label={messages.name}>{me.name}</Fact>
          <Fact label={messages.office}>{me.tenantName}</Fact>
        </Facts>
        <Rows>
          <Row title={messages.account} detail={messages.accountHint} href={paths.account} />
        </Rows>
      </section>
      {isExpert && (
        <section className="section">
          <Rows>
            <Row title={messages.notified} detail={messages.notifiedHint} href={paths.notified} />
          </Rows>
        </section>
      )}
      {(isExpert || isOfficer) && <Engagements />}
      {isExpert && (
        <section className="section">
          <Rows>
            <Row title={messages.payee} detail={messages.payeeHint} href={paths.payee} />
          </Rows>
        </section>
      )}
      {isDesk && (
        <section className="section">
          <Rows>
            <Row title={messages.allEngagements} detail={messages.allEngagementsHint} href={paths.engagements} />
            <Row title={messages.payments} detail={messages.paymentsHint} href={paths.payments} />
            <Row title={messages.programmes} detail={messages.programmesHint} href={paths.programmes} />
          </Rows>
        </section>
      )}
      <section className="section">
        <Rows>
          <Row title={messages.incidents} detail={messages.incidentsHint} href={paths.incidents} />
        </Rows>
      </section>
      <LocationConsent />
      <section className="section">
        <Rows>
          <Row
            title={messages.protection}
            detail={protection.ways ? messages.protected : messages.unprotected}
            href={paths.protection}
          />
          <Row title={messages.devices} detail={messages.devicesHint} href={paths.devices} />
          <Row title={messages.accesses} detail={messages.accessesHint} href={paths.access} />
          {me.roles.some(({ role }) => ANSWERABLE.includes(role)) && (
            <Row title={messages.backups} detail={messages.backupsHint} href={paths.backups} />
          )}
          {me.roles.some(({ role }) => ACCEPTERS.includes(role)) && (
            <Row title={messages.acceptances} detail={messages.acceptancesHint} href={paths.acceptances} />
          )}
          {me.roles.some(({ role }) => CONSENT_READERS.includes(role)) && (
            <Row title={messages.consents} detail={messages.consentsHint} href={paths.consents} />
          )}
          {me.roles.some(({ role }) => DISPOSAL_READERS.includes(role)) && <Disposals />}
        </Rows>
      </section>
      <Device />
      <Storage />
      <SignOut />
    </OwnPlace>
  );
}

/** 廃棄, with how many engagements' bank data is due. */
function Disposals() {
  const { me, nowMs } = useBanso();
  const due = useQuery(
    async (store) => {
      const [disposals, views, runs] = await Promise.all([store.disposals(), store.engagements(), store.paymentRuns()]);
      const engagements = views.filter(({ engagement }) => mayAskFor(engagement, me.roles));
      return bankDataDue({ disposals, engagements, runs }, dayInJapan(nowMs())).length;
    },
    [me],
  );
  return (
    <Row
      title={messages.disposals}
      detail={due ? messages.disposalsDue(due) : messages.disposalsHint}
      href={paths.disposals}
    />
  );
}

function Engagements() {
  const { me } = useBanso();
  const views = useQuery((store) => store.engagements(), []);
  const isMine = ({ engagement }: EngagementView) => expertInCharge(engagement) === me.person;
  const joins = ({ engagement }: EngagementView) => isOfficerOf(engagement, me.person);
  const mine = (views ?? []).filter((view) => isMine(view) || joins(view));
  if (!views) return null;
  return (
    <section className="section">
      <h2>{messages.engagements}</h2>
      {mine.length === 0 && <p>{messages.engagementsNone}</p>}
      <Rows>
        {mine.map((view) => (
          <Row
            key={view.id}
            title={view.company?.name ?? ''}
            detail={contractWords(view)}
            href={isMine(view) ? lastVisitPath(view) : paths.joined({ engagement: view.id, visit: null })}
          />
        ))}
        {mine
          .filter(({ engagement }) =>
            Object.values(engagement.contractPapers).some(({ expert }) => expert === me.person),
          )
          .map(({ id, company }) => (
            <Row key={`contract/${id}`} title={messages.contractOf(company?.name ?? '')} href={paths.contract(id)} />
          ))}
      </Rows>
    </section>
  );
}

function Device() {
  const { appVersion } = useBanso();
  const { lastContactMs, clockOffsetMs } = useSyncStatus();
  return (
    <section className="section more__device">
      <h2>{messages.device}</h2>
      <Facts>
        <Fact label={messages.lastContact}>
          {lastContactMs === null
            ? messages.never
            : `${monthAndDay(dayInJapan(lastContactMs))}${clockTimeInJapan(lastContactMs)}`}
        </Fact>
        {clockOffsetMs !== null && (
          <Fact label={messages.clock} note={Math.abs(clockOffsetMs) < MINUTE_MS ? undefined : messages.clockNote}>
            {clockWords(clockOffsetMs)}
          </Fact>
        )}
        <Fact label={messages.version}>{appVersion}</Fact>
        <Fact label={messages.licences}>
          {/* A file beside the app, not a screen of it: the router must not take the tap. */}
          <a href={paths.licences} target="_blank" rel="noopener">
            {messages.readLicences}
          </a>
        </Fact>
      </Facts>
    </section>
  );
}

const MINUTE_MS = 60_000;

const clockWords = (offsetMs: number): string => {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  if (minutes === 0) return messages.clockFine;
  return offsetMs < 0 ? messages.clockFast(minutes) : messages.clockSlow(minutes);
};

const contractWords = ({ engagement }: EngagementView): string => {
  const contract = engagement.core?.contract;
  return contract ? messages.contract(wareki(contract.from), wareki(contract.to)) : messages.noContract;
};

const lastVisitPath = (view: EngagementView): string =>
  paths.visit({ engagement: view.id, visit: visitsInOrder(view.engagement).at(-1)?.id ?? NEW_VISIT });
