import { Route, Switch, useParams } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { messages } from './messages.ts';
import { NewPersonScreen } from './new-person-screen.tsx';
import { PeopleScreen } from './people-screen.tsx';
import { PersonScreen } from './person-screen.tsx';
import './people.css';

/** `/people`: who uses the office's records; `/people/new`; `/people/:person`. For administrators. */
export function PeopleRoutes() {
  const { me } = useBanso();
  if (!me.roles.some(({ role }) => role === 'administrator'))
    return (
      <DeskPlaces current="people">
        <div className="people">
          <p>{messages.notAdministrator}</p>
        </div>
      </DeskPlaces>
    );
  return (
    <DeskPlaces current="people">
      <div className="people">
        <Switch>
          <Route path="/people/new">
            <NewPersonScreen />
          </Route>
          <Route path="/people/:person">
            <PersonOfAddress />
          </Route>
          <Route>
            <PeopleScreen />
          </Route>
        </Switch>
      </div>
    </DeskPlaces>
  );
}

function PersonOfAddress() {
  const { person } = useParams<{ person: string }>();
  return <PersonScreen key={person} id={person} />;
}
