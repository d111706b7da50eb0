import { Route } from 'wouter';
import { DeskContractScreen } from './desk-contract-screen.tsx';
import './contract.css';

/** The desk's: `/engagements/:engagement/contract`. */
export function DeskContractRoutes() {
  return (
    <Route path="/engagements/:engagement/contract">
      {({ engagement }) => <DeskContractScreen key={engagement} engagement={engagement} />}
    </Route>
  );
}
