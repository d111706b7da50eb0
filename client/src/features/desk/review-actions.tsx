import { useRef, useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { useDeskPaths } from './desk-paths.ts';
import type { DeskRow } from './desk-rows.ts';
import { FINDINGS_ID } from './findings-section.tsx';
import { weightOf } from './judge-visit.ts';
import { isOwnVisit, mayApprove, maySendBack } from './may-act.ts';
import { messages } from './messages.ts';
import { isSending, OwnOperations } from './own-operations.tsx';
import { draftKey, draftToComments } from './send-back-draft.ts';
import { SendBackForm } from './send-back-form.tsx';
import { usePaneKeys } from './use-pane-keys.ts';
import { useSeenVisit } from './use-seen-visit.ts';
import { visitName } from './words.ts';

export type ReviewActionsProps = { readonly row: DeskRow; readonly next: DeskRow | undefined };

/** The decision: send back, approve, or what stands in the way of it; afterwards what became of it. */
export function ReviewActions({ row, next }: ReviewActionsProps) {
  const { visit } = row;
  const paths = useDeskPaths();
  const footer = useRef<HTMLElement>(null);
  // The button that was pressed goes away with the decision; without this the focus would fall to the top of the page.
  const keepFocus = () => footer.current?.focus({ preventScroll: true });
  return (
    <footer ref={footer} className="review__actions" tabIndex={-1} aria-label={messages.actions}>
      <OwnOperations row={row} />
      {visit.status === 'submitted' ? (
        <Decision row={row} onDone={keepFocus} />
      ) : (
        <>
          {/* Until the server has answered, nothing of it may be said as done. */}
          {!isSending(row) && <p>{messages.notSubmitted[visit.status]}</p>}
          <p className="hint desk-keys">{messages.paneKeys}</p>
          {next && (
            <ButtonLink iconAfter="next" href={paths.review({ engagement: next.view.id, visit: next.visit.id })}>
              {messages.nextReview(visitName(next.view, next.visit))}
            </ButtonLink>
          )}
        </>
      )}
    </footer>
  );
}

type DecisionProps = { readonly row: DeskRow; readonly onDone: () => void };

function Decision({ row, onDone }: DecisionProps) {
  const { me } = useBanso();
  const [sendingBack, setSendingBack] = useState(false);
  const draft = useQuery(async (store) => ({ kept: await store.draft(draftKey(row.visit)) }), [row.visit.id], {
    drafts: true,
  });
  const { hasChanged, seeNow } = useSeenVisit(row);
  const look = () => {
    seeNow();
    onDone();
  };
  const sendBack = maySendBack(me, row.view) && !sendingBack && !hasChanged ? () => setSendingBack(true) : null;
  usePaneKeys(sendBack ? { r: sendBack } : {});
  if (sendingBack && draft) {
    const kept = draftToComments(row.visit, draft.kept);
    const close = () => {
      setSendingBack(false);
      onDone();
    };
    return (
      <>
        {hasChanged && <ChangedMeanwhile onSeen={look} />}
        <SendBackForm row={row} kept={kept} held={hasChanged} onClose={close} />
      </>
    );
  }
  if (hasChanged) return <ChangedMeanwhile onSeen={look} />;
  return (
    <div className="review__decision">
      <Approval row={row} onDone={onDone} />
      {sendBack && (
        <Button icon="returned" onClick={sendBack}>
          {messages.sendBack}
        </Button>
      )}
      <p className="hint desk-keys review__keys">{messages.paneKeysDecide}</p>
    </div>
  );
}

/** In place of the decision, until the reader has looked again. */
function ChangedMeanwhile({ onSeen }: { readonly onSeen: () => void }) {
  return (
    <Notice
      kind="warn"
      title={messages.changedMeanwhile}
      live
      actions={<Button onClick={onSeen}>{messages.seenAgain}</Button>}
    >
      <p>{messages.changedMeanwhileHint}</p>
    </Notice>
  );
}

function Approval({ row, onDone }: DecisionProps) {
  const { me } = useBanso();
  if (!mayApprove(me, row.view)) return <p>{messages.approverOnly}</p>;
  if (isOwnVisit(me, row)) return <p>{messages.selfApproval}</p>;
  if (row.view.ruleSet === null) return <p>{messages.noRules}</p>;
  return <MayApprove row={row} onDone={onDone} />;
}

function MayApprove({ row, onDone }: DecisionProps) {
  const { view, visit, judged } = row;
  const { record, busy, problem } = useRecord();
  const [asking, setAsking] = useState(false);
  const approve = async () => {
    setAsking(false);
    const after = view.waiting.filter((entry) => entry.visit === visit.id).map(({ id }) => id);
    if (await record({ type: 'visit-approved@1', aggregate: view.id, body: { visit: visit.id }, after })) onDone();
  };
  const blocks = judged.findings.some((finding) => weightOf(finding) === 'blocks');
  // The letter asks, as the button does; only the answer to the question approves.
  usePaneKeys({ a: blocks ? showFindings : () => setAsking(true) });
  return (
    <>
      <RecordProblemNotice problem={problem} />
      {blocks ? (
        <Blocked row={row} />
      ) : (
        <Button look="solid" icon="done" busy={busy} onClick={() => setAsking(true)}>
          {messages.approve}
        </Button>
      )}
      <ApproveDialog
        open={asking && !blocks}
        findings={judged.findings}
        onApprove={() => void approve()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

const showFindings = (): void => {
  const section = document.getElementById(FINDINGS_ID);
  section?.focus({ preventScroll: true });
  section?.scrollIntoView({ block: 'start' });
};

/** Instead of a dead button: what stops the approval, by which article, and the way to it. */
function Blocked({ row }: { readonly row: DeskRow }) {
  const blocks = row.judged.findings.filter((finding) => weightOf(finding) === 'blocks');
  return (
    <div className="review__blocked">
      <p>
        <strong>{messages.cannotApprove}</strong>
      </p>
      <ul>
        {blocks.map(({ code, label, source }) => (
          <li key={code}>{messages.cannotApproveFinding(label, source)}</li>
        ))}
      </ul>
      <Button look="text" onClick={showFindings}>
        {messages.toFindings}
      </Button>
    </div>
  );
}
