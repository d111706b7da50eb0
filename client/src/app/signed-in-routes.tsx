import { useEffect, useSyncExternalStore } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useSides } from '../features/use-sides.ts';
import { TodayScreen } from '../features/today/today-screen.tsx';
import { loadDecider } from '../store/load-decider.ts';
import { useBanso, useLeaseOver } from '../sync/banso-context.tsx';
import { loadedLater } from '../ui/loaded-later.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';

const VisitRoutes = loadedLater(async () => (await import('../features/visit/visit-routes.tsx')).VisitRoutes);
const OfficerScreen = loadedLater(async () => (await import('../features/officer/officer-screen.tsx')).OfficerScreen);
const JoinedRoutes = loadedLater(async () => (await import('../features/officer/joined-screen.tsx')).JoinedRoutes);
const OutboxScreen = loadedLater(async () => (await import('../features/outbox/outbox-screen.tsx')).OutboxScreen);
const MoreScreen = loadedLater(async () => (await import('../features/more/more-screen.tsx')).MoreScreen);
const DeskRoutes = loadedLater(async () => (await import('../features/desk/desk-routes.tsx')).DeskRoutes);

const LeaseOverScreen = loadedLater(
  async () => (await import('../features/today/lease-over-screen.tsx')).LeaseOverScreen,
);
const OnlyToday = loadedLater(async () => (await import('../features/today/lease-over-screen.tsx')).OnlyToday);

const ProtectionScreen = loadedLater(
  async () => (await import('../features/lock/protection-screen.tsx')).ProtectionScreen,
);

const NoticesRoutes = loadedLater(async () => (await import('../features/notices/notices-routes.tsx')).NoticesRoutes);

const AccountScreen = loadedLater(async () => (await import('../features/account/account-screen.tsx')).AccountScreen);
const PeopleRoutes = loadedLater(async () => (await import('../features/people/people-routes.tsx')).PeopleRoutes);

const AccessScreen = loadedLater(async () => (await import('../features/access/access-screen.tsx')).AccessScreen);

const AcceptanceScreen = loadedLater(
  async () => (await import('../features/acceptance/acceptance-screen.tsx')).AcceptanceScreen,
);
const DisposalScreen = loadedLater(
  async () => (await import('../features/disposal/disposal-screen.tsx')).DisposalScreen,
);

const DevicesScreen = loadedLater(async () => (await import('../features/devices/devices-screen.tsx')).DevicesScreen);

const ConsentScreen = loadedLater(async () => (await import('../features/consent/consent-screen.tsx')).ConsentScreen);

const BackupsScreen = loadedLater(async () => (await import('../features/backups/backups-screen.tsx')).BackupsScreen);

const PayeeRoutes = loadedLater(async () => (await import('../features/payee/payee-routes.tsx')).PayeeRoutes);

const IncidentsRoutes = loadedLater(
  async () => (await import('../features/incidents/incidents-routes.tsx')).IncidentsRoutes,
);

const ContractRoutes = loadedLater(
  async () => (await import('../features/contract/contract-routes.tsx')).ContractRoutes,
);
const DeskContractRoutes = loadedLater(
  async () => (await import('../features/contract/desk-contract-routes.tsx')).DeskContractRoutes,
);
const ClaimRoutes = loadedLater(async () => (await import('../features/claim/claim-routes.tsx')).ClaimRoutes);
const PaymentRoutes = loadedLater(async () => (await import('../features/payment/payment-routes.tsx')).PaymentRoutes);
const NotifiedScreen = loadedLater(
  async () => (await import('../features/payment/notified-screen.tsx')).NotifiedScreen,
);

const EngagementsRoutes = loadedLater(
  async () => (await import('../features/set-up/set-up-routes.tsx')).EngagementsRoutes,
);
const SetUpScreen = loadedLater(async () => (await import('../features/set-up/set-up-routes.tsx')).SetUpScreen);
const ProgrammesRoutes = loadedLater(
  async () => (await import('../features/set-up/set-up-routes.tsx')).ProgrammesRoutes,
);

const WrittenRoutes = loadedLater(async () => (await import('../features/written/written-routes.tsx')).WrittenRoutes);

const DeviceGate = loadedLater(async () => (await import('../features/devices/device-gate.tsx')).DeviceGate);

const PRELOAD_MS = 1_000;

/** The screens of a person signed in. */
export function SignedInRoutes() {
  const { isDesk, isExpert, isOfficer } = useSides();
  const contents = useContents();
  const waiting = contents !== 'received';
  useEffect(() => {
    if (waiting) return;
    // Once the first screen stands, and something has come to show on it. The desk is never loaded on an expert's phone, and the other way round.
    const preload = () => void loadDecider().catch(() => undefined);
    // The network went away before it came: without it this device records nothing.
    window.addEventListener('online', preload);
    const timer = setTimeout(() => {
      // First: the next tap records. One that comes before it asks for it itself.
      preload();
      const soon = [
        ...(isExpert ? [VisitRoutes, WrittenRoutes] : []),
        ...(isDesk ? [DeskRoutes] : []),
        ...(isOfficer ? [OfficerScreen, JoinedRoutes] : []),
        OutboxScreen,
        MoreScreen,
      ];
      for (const screen of soon) screen.preload();
    }, PRELOAD_MS);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', preload);
    };
  }, [waiting, isDesk, isExpert, isOfficer]);
  const leaseOver = useLeaseOver();
  // Nothing has ever come here, and nothing will before this device is declared or there is room for it.
  if (contents === 'withheld') return <DeviceGate />;
  // Recording and sending go on; what else this device holds is shown again once its office has answered.
  if (leaseOver) return <LeaseOverRoutes />;
  return (
    <Switch>
      <Route path="/">
        <Home />
      </Route>
      <Route path="/visits/:engagement/:visit/*?">
        <VisitRoutes />
      </Route>
      <Route path="/company/:engagement/:visit">
        {/* Only the guard shows the company's screen; its address alone leads back to the visit. */}
        {({ engagement, visit }) => <Redirect to={`/visits/${engagement}/${visit}`} replace />}
      </Route>
      <Route path="/joined/*?">
        <JoinedRoutes />
      </Route>
      <Route path="/papers/:engagement/*?">
        <WrittenRoutes />
      </Route>
      <Route path="/outbox">
        <OutboxScreen />
      </Route>
      <Route path="/more">
        <MoreScreen />
      </Route>
      <Route path="/protection">
        <ProtectionScreen />
      </Route>
      <Route path="/access">
        <AccessScreen />
      </Route>
      <Route path="/acceptances">
        <AcceptanceScreen />
      </Route>
      <Route path="/devices">
        <DevicesScreen />
      </Route>
      <Route path="/consents">
        <ConsentScreen />
      </Route>
      <Route path="/backups">
        <BackupsScreen />
      </Route>
      <Route path="/payee">
        <PayeeRoutes />
      </Route>
      <Route path="/payees/*?">
        <PayeeRoutes />
      </Route>
      <Route path="/incidents/*?">
        <IncidentsRoutes />
      </Route>
      <Route path="/contracts/:engagement">
        <ContractRoutes />
      </Route>
      <Route path="/engagements/:engagement/contract">
        <DeskContractRoutes />
      </Route>
      <Route path="/claims/:engagement/*?">
        <ClaimRoutes />
      </Route>
      <Route path="/payments/*?">
        <PaymentRoutes />
      </Route>
      <Route path="/notified">
        <NotifiedScreen />
      </Route>
      <Route path="/engagements/*?">
        <EngagementsRoutes />
      </Route>
      <Route path="/set-up">
        <SetUpScreen />
      </Route>
      <Route path="/programmes/*?">
        <ProgrammesRoutes />
      </Route>
      <Route path="/disposals">
        <DisposalScreen />
      </Route>
      <Route path="/account">
        <AccountScreen />
      </Route>
      <Route path="/people/*?">
        <PeopleRoutes />
      </Route>
      <Route path="/notices/*?">
        <NoticesRoutes />
      </Route>
      <Route path="/desk/*?">
        <DeskRoutes />
      </Route>
      <Route>
        <NotFoundScreen />
      </Route>
    </Switch>
  );
}

/** What has come to this device; read alone, so that nothing is drawn anew whenever the sending changes. */
const useContents = (): 'received' | 'withheld' | 'none' => {
  const { sync } = useBanso();
  return useSyncExternalStore(sync.subscribe, () => {
    const { received, problem } = sync.status();
    if (received) return 'received';
    return problem === 'device_undeclared' || problem === 'too_many_devices' ? 'withheld' : 'none';
  });
};

/** Today's list and the visits on it. */
function LeaseOverRoutes() {
  return (
    <Switch>
      <Route path="/visits/:engagement/:visit/*?">
        {({ visit }) => (
          <OnlyToday visit={visit}>
            <VisitRoutes />
          </OnlyToday>
        )}
      </Route>
      <Route path="/devices">
        {/* A declaration that is a year old is one reason why its office does not answer. */}
        <DevicesScreen />
      </Route>
      <Route>
        <LeaseOverScreen />
      </Route>
    </Switch>
  );
}

/** Experts begin with today's visits, the office with its list, a support officer with the companies they go to. */
function Home() {
  const { isDesk, isExpert, isOfficer } = useSides();
  if (isExpert) return <TodayScreen />;
  if (isDesk) return <Redirect to="/desk" replace />;
  return isOfficer ? <OfficerScreen /> : <TodayScreen />;
}
