import { LATE_FINDINGS } from '@banso/shared/engagement/late-facts.ts';
import type { Release } from '@banso/shared/engagement/visit.ts';
import type { Finding } from '@banso/shared/rules/finding.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice, type NoticeKind } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ComparedHere, LOOKED_AT } from './compared-here.tsx';
import { DelegationForm } from './delegation-form.tsx';
import type { DeskRow } from './desk-rows.ts';
import { type Weight, weightOf } from './judge-visit.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { ReleaseForm } from './release-form.tsx';
import { mayApprove, maySendBack } from './may-act.ts';
import { usePersonName } from './use-person-name.ts';
import { instantWords } from './words.ts';

export const FINDINGS_ID = 'desk-findings';

/** What was found, most severe first: why, by which article, how to mend it, and who released it. */
export function FindingsSection({ row }: { readonly row: DeskRow }) {
  const { findings } = row.judged;
  const shown = findings.toSorted((a, b) => ORDER.indexOf(weightOf(a)) - ORDER.indexOf(weightOf(b)));
  return (
    <PaneSection title={messages.findings} id={FINDINGS_ID}>
      {row.view.ruleSet === null && <p>{messages.noRules}</p>}
      {row.view.ruleSet !== null && findings.length === 0 && <p>{messages.noFindingsLong}</p>}
      {shown.map((finding) => (
        <FindingNotice key={finding.code} row={row} finding={finding} />
      ))}
    </PaneSection>
  );
}

function FindingNotice({ row, finding }: { readonly row: DeskRow; readonly finding: Finding }) {
  const weight = weightOf(finding);
  return (
    <Notice
      kind={isLate(finding) && !finding.release ? 'warn' : kindByWeight[weight]}
      title={
        <>
          <Tag>{messages.weightLong[weight]}</Tag> {finding.label}
        </>
      }
    >
      <p>{finding.reason}</p>
      {finding.release ? <Released release={finding.release} /> : <p>{mendWords(finding)}</p>}
      {finding.lapsed && <p>{messages.lapsed(finding.lapsed.decisionNumber)}</p>}
      <ComparedHere row={row} finding={finding} />
      <p className="hint">{messages.source(finding.source)}</p>
      {finding.code === 'delegate-unknown' && <DelegateWay row={row} />}
      {stopsHere(row, finding) && <ReleaseWay row={row} finding={finding} />}
    </Notice>
  );
}

/** Mended where it is found: the name is the one that was written on the phone. */
function DelegateWay({ row }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  const { confirmation } = row.judged;
  if (!confirmation || !maySendBack(me, row.view)) return null;
  return open ? (
    <DelegationForm row={row} signer={confirmation.signer} onClose={() => setOpen(false)} />
  ) : (
    <Button onClick={() => setOpen(true)}>{messages.delegate}</Button>
  );
}

/** What only has to be looked at is nobody's mistake. */
const mendWords = ({ code, mend }: Finding): string =>
  LOOKED_AT.includes(code) ? messages.howToLook(mend) : messages.mend(mend);

function Released({ release }: { readonly release: Release }) {
  const name = usePersonName(release.by);
  return (
    <>
      <p>{messages.releasedBy(name, instantWords(release.atMs))}</p>
      <p>{messages.releaseReason(release.reason, release.decisionNumber)}</p>
    </>
  );
}

function ReleaseWay({ row, finding }: { readonly row: DeskRow; readonly finding: Finding }) {
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  if (!finding.releasable) return <p>{messages.notReleasable}</p>;
  if (!mayApprove(me, row.view)) return <p>{messages.releaseByApprover}</p>;
  if (open) return <ReleaseForm row={row} finding={finding} onClose={() => setOpen(false)} />;
  return <Button onClick={() => setOpen(true)}>{messages.release}</Button>;
}

/** Before the approval what stops it, afterwards what stops the invoice or the payment. */
const stopsHere = ({ visit }: DeskRow, finding: Finding): boolean => {
  if (visit.status === 'approved')
    return !finding.release && (isLate(finding) || Object.values(finding.severity).includes('BLOCK'));
  return weightOf(finding) === 'blocks' && BEFORE_APPROVAL.includes(visit.status);
};

/** Somebody has to decide about it, whatever the programme makes wait for that. */
const isLate = ({ code }: Finding): boolean => LATE_FINDINGS.includes(code);

const BEFORE_APPROVAL: readonly DeskRow['visit']['status'][] = ['ended', 'submitted', 'sentBack'];

const ORDER: readonly Weight[] = ['blocks', 'warns', 'informs', 'released', 'other'];

const kindByWeight: Readonly<Record<Weight, NoticeKind>> = {
  blocks: 'error',
  warns: 'warn',
  informs: 'info',
  released: 'done',
  other: 'info',
};
