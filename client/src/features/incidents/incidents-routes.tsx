import { Route, Switch } from 'wouter';
import { paths } from '../paths.ts';
import { IncidentScreen } from './incident-screen.tsx';
import { IncidentsScreen } from './incidents-screen.tsx';
import { NewIncidentScreen } from './new-incident-screen.tsx';
import './incidents.css';

/** 事故: the list, a new one, one of them. */
export function IncidentsRoutes() {
  return (
    <Switch>
      <Route path={paths.incident('new')}>
        <NewIncidentScreen />
      </Route>
      <Route path="/incidents/:id">{({ id }) => <IncidentScreen id={id} />}</Route>
      <Route>
        <IncidentsScreen />
      </Route>
    </Switch>
  );
}
