import { Route } from 'wouter';
import { ContractScreen } from './contract-screen.tsx';
import './contract.css';

/** The expert's: `/contracts/:engagement`. */
export function ContractRoutes() {
  return (
    <Route path="/contracts/:engagement">
      {({ engagement }) => <ContractScreen key={engagement} engagement={engagement} />}
    </Route>
  );
}
