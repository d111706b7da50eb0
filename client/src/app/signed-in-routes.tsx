import type { Role } from '@banso/shared/operation/context.ts';
import { lazy } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useBanso } from '../sync/banso-context.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';

// The first screen of the people who are in a hurry comes along with the routes; the others when they are opened.
const todayScreen = import('../features/today/today-screen.tsx');
const TodayScreen = lazy(async () => ({ default: (await todayScreen).TodayScreen }));
const VisitRoutes = lazy(async () => ({ default: (await import('../features/visit/visit-routes.tsx')).VisitRoutes }));
const OutboxScreen = lazy(async () => ({
  default: (await import('../features/outbox/outbox-screen.tsx')).OutboxScreen,
}));
const MoreScreen = lazy(async () => ({ default: (await import('../features/more/more-screen.tsx')).MoreScreen }));
const DeskRoutes = lazy(async () => ({ default: (await import('../features/desk/desk-routes.tsx')).DeskRoutes }));

const DESK_ROLES: readonly Role[] = ['staff', 'approver', 'accounting', 'administrator', 'privacyManager'];

/** The screens of a person signed in. */
export function SignedInRoutes() {
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
  const { me } = useBanso();
  const isDesk = me.roles.some(({ role }) => DESK_ROLES.includes(role));
  const isExpert = me.roles.some(({ role }) => role === 'expert');
  return isDesk && !isExpert ? <Redirect to="/desk" replace /> : <TodayScreen />;
}
