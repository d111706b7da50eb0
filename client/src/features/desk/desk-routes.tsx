import { Route, useParams } from 'wouter';
import { DeskScreen } from './desk-screen.tsx';
import './desk.css';

/** The secretariat's desk: `/desk`, and `/desk/:engagement/:visit` with one visit opened beside the list. */
export function DeskRoutes() {
  return (
    <Route path="/desk/:engagement?/:visit?">
      <DeskOfAddress />
    </Route>
  );
}

function DeskOfAddress() {
  const { engagement, visit } = useParams<{ engagement?: string; visit?: string }>();
  return <DeskScreen opened={engagement && visit ? { engagement, visit } : null} />;
}
