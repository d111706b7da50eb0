import type { Role } from '@banso/shared/operation/context.ts';
import { useEffect } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { TodayScreen } from '../features/today/today-screen.tsx';
import { useBanso } from '../sync/banso-context.tsx';
import { loadedLater } from '../ui/loaded-later.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';

const VisitRoutes = loadedLater(async () => (await import('../features/visit/visit-routes.tsx')).VisitRoutes);
const OutboxScreen = loadedLater(async () => (await import('../features/outbox/outbox-screen.tsx')).OutboxScreen);
const MoreScreen = loadedLater(async () => (await import('../features/more/more-screen.tsx')).MoreScreen);
const DeskRoutes = loadedLater(async () => (await import('../features/desk/desk-routes.tsx')).DeskRoutes);

const DESK_ROLES: readonly Role[] = ['staff', 'approver', 'accounting', 'administrator', 'privacyManager'];
const PRELOAD_MS = 300;

/** The screens of a person signed in. */
export function SignedInRoutes() {
  const { isDesk, isExpert } = useSides();
  useEffect(() => {
    // Once the first screen stands. The desk is never loaded on an expert's phone, and the other way round.
    const timer = setTimeout(() => {
      const soon = [...(isExpert ? [VisitRoutes] : []), ...(isDesk ? [DeskRoutes] : []), OutboxScreen, MoreScreen];
      for (const screen of soon) screen.preload();
    }, PRELOAD_MS);
    return () => clearTimeout(timer);
  }, [isDesk, isExpert]);
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
      <Route path="/outbox">
        <OutboxScreen />
      </Route>
      <Route path="/more">
        <MoreScreen />
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

/** Experts begin with today's visits, the office with its list. */
function Home() {
  const { isDesk, isExpert } = useSides();
  return isDesk && !isExpert ? <Redirect to="/desk" replace /> : <TodayScreen />;
}

const useSides = (): { readonly isDesk: boolean; readonly isExpert: boolean } => {
  const { me } = useBanso();
  return {
    isDesk: me.roles.some(({ role }) => DESK_ROLES.includes(role)),
    isExpert: me.roles.some(({ role }) => role === 'expert'),
  };
};
