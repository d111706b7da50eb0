import { Route, Switch, useParams } from 'wouter';
import { CompanyContactScreen } from './company-contact-screen.tsx';
import { CompanyScreen } from './company-screen.tsx';
import { LettersScreen } from './letters-screen.tsx';
import { NoticesScreen } from './notices-screen.tsx';
import './notices.css';

/** `/notices`: what companies are told; `/notices/letters` and `/notices/fax`: their papers; `/notices/companies/:company` and `…/registered`: one company. */
export function NoticesRoutes() {
  return (
    <Switch>
      <Route path="/notices/letters">
        <LettersScreen way="letter" />
      </Route>
      <Route path="/notices/fax">
        <LettersScreen way="fax" />
      </Route>
      <Route path="/notices/companies/:company/registered">
        <CompanyOfAddress />
      </Route>
      <Route path="/notices/companies/:company">
        <ContactOfAddress />
      </Route>
      <Route>
        <NoticesScreen />
      </Route>
    </Switch>
  );
}

function CompanyOfAddress() {
  const { company } = useParams<{ company: string }>();
  return <CompanyScreen key={company} company={company} />;
}

function ContactOfAddress() {
  const { company } = useParams<{ company: string }>();
  return <CompanyContactScreen key={company} company={company} />;
}
