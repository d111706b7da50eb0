import { mayExport } from '@banso/shared/scope/may-export.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { NewTabLink } from '../../ui/button.tsx';
import { paths } from '../paths.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import '../paper-links.css';

/** Takes the whole engagement out for an auditor, as a file that proves itself; only for those who answer for it. */
export function ExportSection({ row: { view } }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const { reachable } = useSyncStatus();
  const { core } = view.engagement;
  if (!core || !mayExport(me.roles, core.programme)) return null;
  return (
    <PaneSection title={messages.export}>
      <p className="hint">{messages.exportHelp}</p>
      {reachable === false ? (
        <p className="hint">{messages.exportOffline}</p>
      ) : (
        <p className="papers">
          <NewTabLink href={paths.allPapers('engagement', view.id)}>{messages.allPapers}</NewTabLink>
          <NewTabLink href={paths.export(view.id)}>{messages.exportNow}</NewTabLink>
        </p>
      )}
    </PaneSection>
  );
}
