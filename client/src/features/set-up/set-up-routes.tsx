import { Route, Switch } from 'wouter';
import { paths } from '../paths.ts';
import { EngagementScreen } from './engagement-screen.tsx';
import { EngagementsScreen } from './engagements-screen.tsx';
import { NewEngagementScreen } from './new-engagement-screen.tsx';
import { NewProgrammeScreen } from './new-programme-screen.tsx';
import { ProgrammeScreen } from './programme-screen.tsx';
import { ProgrammesScreen } from './programmes-screen.tsx';
import './set-up.css';

/** `/engagements`, `/engagements/new`, `/engagements/:id`. */
export function EngagementsRoutes() {
  return (
    <Switch>
      <Route path={paths.engagement('new')}>
        <NewEngagementScreen />
      </Route>
      <Route path="/engagements/:id">{({ id }) => <EngagementScreen key={id} id={id} />}</Route>
      <Route>
        <EngagementsScreen />
      </Route>
    </Switch>
  );
}

/** `/programmes`, `/programmes/new`, `/programmes/:id`. */
export function ProgrammesRoutes() {
  return (
    <Switch>
      <Route path={paths.programme('new')}>
        <NewProgrammeScreen />
      </Route>
      <Route path="/programmes/:id">{({ id }) => <ProgrammeScreen key={id} id={id} />}</Route>
      <Route>
        <ProgrammesScreen />
      </Route>
    </Switch>
  );
}

export { SetUpScreen } from './set-up-screen.tsx';
