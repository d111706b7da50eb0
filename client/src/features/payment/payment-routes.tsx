import { Route, Switch } from 'wouter';
import { paths } from '../paths.ts';
import { LedgerScreen } from './ledger-screen.tsx';
import { PayerScreen } from './payer-screen.tsx';
import { PaymentsScreen } from './payments-screen.tsx';
import { RunScreen } from './run-screen.tsx';
import './payment.css';

/** 支払: what may be paid, one run, the payer's account, the ledgers. */
export function PaymentRoutes() {
  return (
    <Switch>
      <Route path={paths.payer}>
        <PayerScreen />
      </Route>
      <Route path={paths.ledger}>
        <LedgerScreen />
      </Route>
      <Route path="/payments/runs/:id">{({ id }) => <RunScreen id={id} />}</Route>
      <Route>
        <PaymentsScreen />
      </Route>
    </Switch>
  );
}
