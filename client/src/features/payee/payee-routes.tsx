import { Route, Switch, useParams } from 'wouter';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { OwnPayeeScreen } from './own-payee-screen.tsx';
import { PayeeScreen } from './payee-screen.tsx';
import { PayeesScreen } from './payees-screen.tsx';
import './payee.css';

/** `/payee`: one's own account. `/payees`: those of an office's programmes; `/payees/:person`: one of them. */
export function PayeeRoutes() {
  return (
    <Switch>
      <Route path={paths.payee}>
        <OwnPayeeScreen />
      </Route>
      <Route>
        <DeskPlaces current="payees">
          <div className="payee payee--desk">
            <Switch>
              <Route path="/payees/:person">
                <PayeeOfAddress />
              </Route>
              <Route>
                <PayeesScreen />
              </Route>
            </Switch>
          </div>
        </DeskPlaces>
      </Route>
    </Switch>
  );
}

function PayeeOfAddress() {
  const { person } = useParams<{ person: string }>();
  return <PayeeScreen key={person} id={person} />;
}
