import { cleanText } from '@banso/shared/lib/text.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { openRecovery } from '@banso/shared/person/operations/person-recovery.ts';
import type { Person, Recovery } from '@banso/shared/person/person.ts';
import type { InvitationAnswer } from '@banso/shared/protocol/people.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { peopleTransport } from '../../sync/people-transport.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { InvitationBox } from './invitation-box.tsx';
import { messages } from './messages.ts';
import { instantWords } from './words.ts';

export type RecoverySectionProps = { readonly person: Person; readonly onGiven: () => Promise<void> };

/** Asking, approving by another administrator, and the link: each by its own press and its own name. */
export function RecoverySection({ person, onGiven }: RecoverySectionProps) {
  const { me, newId, sync } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [invitation, setInvitation] = useState<InvitationAnswer | null>(null);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const open = openRecovery(person);
  const nameOf = useNames(person.access?.recoveries ?? []);

  const ask = async () => {
    setTried(true);
    if (reason.trim() === '' || !(await prove())) return;
    const body = { recovery: newId(), reason: cleanText(reason).trim() };
    if (!(await record({ type: 'person-recovery-asked@1', aggregate: person.id, body }))) return;
    setReason('');
    setTried(false);
    await sync.syncNow();
  };
  const approve = async (recovery: string) => {
    if (!(await prove())) return;
    if (await record({ type: 'person-recovery-approved@1', aggregate: person.id, body: { recovery } }))
      await sync.syncNow();
  };
  const give = async () => {
    if (!(await prove())) return;
    await sync.syncNow();
    const answer = await peopleTransport.recover(person.id);
    setFailure('answer' in answer ? null : answer);
    // The page of somebody without a way shows the invitation: it is loaded once this link is handed over.
    if ('answer' in answer) setInvitation(answer.answer);
  };
  return (
    <section className="section people__form">
      <h2>{messages.recoveryTitle}</h2>
      <p>{messages.recoveryHint}</p>
      <AnswerProblem failure={failure} />
      <RecordProblemNotice problem={problem} />
      {question}
      {invitation && <InvitationBox invitation={invitation} onClose={() => void onGiven()} />}
      {(person.access?.recoveries ?? []).map((one) =>
        one.restoredAtMs === null ? null : (
          <p key={one.id} className="hint">
            {restoredWords(one, one.restoredAtMs, nameOf)}
          </p>
        ),
      )}
      {open && !invitation && (
        <>
          <p>{messages.asked(nameOf(open.askedBy), instantWords(open.askedAtMs))}</p>
          <p>{messages.askedReason(open.reason)}</p>
          {open.approvedBy === null ? (
            open.askedBy === me.person ? (
              <p>{messages.waitsForOther}</p>
            ) : (
              <>
                <p>{messages.approveHint}</p>
                <Button look="solid" busy={busy} onClick={() => void approve(open.id)}>
                  {messages.approve}
                </Button>
              </>
            )
          ) : (
            <>
              <p>{messages.approved(nameOf(open.approvedBy))}</p>
              <Button look="solid" onClick={() => void give()}>
                {messages.giveLink}
              </Button>
            </>
          )}
        </>
      )}
      {!open && !invitation && (
        <>
          <TextField
            label={messages.reason}
            value={reason}
            onChange={setReason}
            error={tried && reason.trim() === '' ? messages.blank : undefined}
          />
          <Button busy={busy} onClick={() => void ask()}>
            {messages.ask}
          </Button>
        </>
      )}
    </section>
  );
}

const useNames = (recoveries: readonly Recovery[]): ((id: string | null) => string) => {
  const ids = [...new Set(recoveries.flatMap(({ askedBy, approvedBy }) => [askedBy, approvedBy ?? askedBy]))];
  const names = useQuery(
    async (store) =>
      new Map(await Promise.all(ids.map(async (id) => [id, (await store.person(id))?.name ?? id] as const))),
    [ids.join()],
  );
  return (id) => names?.get(id ?? '') ?? '';
};

const restoredWords = (
  { askedBy, approvedBy }: Recovery,
  restoredAtMs: number,
  nameOf: (id: string | null) => string,
): string =>
  askedBy === SYSTEM
    ? messages.restoredAtConsole(instantWords(restoredAtMs))
    : messages.restored(instantWords(restoredAtMs), nameOf(askedBy), nameOf(approvedBy));
