import { Route, Switch } from 'wouter';
import { useQuery } from '../../sync/banso-context.tsx';
import { useNoteLook } from '../../sync/use-note-look.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useSides } from '../use-sides.ts';
import { ClaimScreen } from './claim-screen.tsx';
import { DeskClaimScreen } from './desk-claim-screen.tsx';
import './claim.css';

/** `/claims/:engagement`: the expert's way from the visits to the final package; `/desk`: the office's look at it. */
export function ClaimRoutes() {
  const { isExpert } = useSides();
  return (
    <Switch>
      <Route path="/claims/:engagement/desk">{({ engagement }) => <OfAddress id={engagement} at="desk" />}</Route>
      <Route path="/claims/:engagement">
        {({ engagement }) => <OfAddress id={engagement} at={isExpert ? 'phone' : 'desk'} />}
      </Route>
    </Switch>
  );
}

function OfAddress({ id, at }: { readonly id: string; readonly at: 'phone' | 'desk' }) {
  // Wrapped: an answer of null (no such record) is not the same as no answer yet.
  const found = useQuery(async (store) => ({ id, view: await store.engagement(id) }), [id]);
  if (found?.id !== id) return null;
  return <Found id={id} view={found.view} at={at} />;
}

type FoundProps = { readonly id: string; readonly view: EngagementView | null; readonly at: 'phone' | 'desk' };

function Found({ id, view, at }: FoundProps) {
  useNoteLook(at === 'desk' ? 'review' : 'support', id, 'finalPackage');
  return at === 'desk' ? <DeskClaimScreen view={view} /> : <ClaimScreen view={view} />;
}
