import type { Finding } from '@banso/shared/rules/finding.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { weightOf } from './judge-visit.ts';
import { messages } from './messages.ts';

export type ApproveDialogProps = {
  readonly open: boolean;
  readonly findings: readonly Finding[];
  readonly onApprove: () => void;
  readonly onClose: () => void;
};

/** The last look before an approval: what is to be minded, and what was released. */
export function ApproveDialog({ open, findings, onApprove, onClose }: ApproveDialogProps) {
  const warns = findings.filter((finding) => weightOf(finding) === 'warns');
  const released = findings.filter((finding) => weightOf(finding) === 'released');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.approveTitle}
      actions={
        <>
          <Button look="solid" wide onClick={onApprove}>
            {warns.length > 0 ? messages.approveAnyway : messages.approveNow}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <p>{warns.length > 0 ? messages.approveWarns : messages.approveNoWarns}</p>
      <FindingLines findings={warns} />
      {released.length > 0 && <h3>{messages.approveReleased}</h3>}
      <FindingLines findings={released} />
    </Dialog>
  );
}

function FindingLines({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="review__lines-list">
      {findings.map(({ code, label, reason, source, release }) => (
        <li key={code}>
          <strong>{label}</strong>
          <p>{release ? messages.releaseReason(release.reason, release.decisionNumber) : reason}</p>
          <p className="hint">{messages.source(source)}</p>
        </li>
      ))}
    </ul>
  );
}
