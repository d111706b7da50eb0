import { cleanText } from '@banso/shared/lib/text.ts';
import { findingsOfAccount } from '@banso/shared/payee/account-findings.ts';
import { PASSBOOK_VIEW_LABELS, passbookPart } from '@banso/shared/payee/passbook-picture.ts';
import { type AccountVersion, kindOf, type Payee, stateOfAccount } from '@banso/shared/payee/payee.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { useState } from 'react';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PictureImage } from '../photo-image.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { AccountFacts } from './account-facts.tsx';
import { messages } from './messages.ts';
import '../photos.css';

export type CompareAccountProps = {
  readonly person: Person;
  readonly payee: Payee;
  readonly account: AccountVersion;
  readonly revealed: boolean;
  readonly onAsk: () => void;
};

/** Pictures and entry side by side; both hidden until somebody says why (FP-10-一c), then verified or sent back. */
export function CompareAccount({ person, payee, account, revealed, onAsk }: CompareAccountProps) {
  const pictures = account.pictures.flatMap((id) => payee.pictures[id] ?? []);
  const arrived = pictures.length === account.pictures.length && pictures.every(({ stored }) => stored);
  return (
    <>
      <p className="hint">{messages.compareHint}</p>
      {!revealed && (
        <Button look="solid" icon="eye" onClick={onAsk}>
          {messages.reveal}
        </Button>
      )}
      <div className="payee__compare">
        <div className="payee__shots">
          {pictures.map((picture) => {
            const label = PASSBOOK_VIEW_LABELS[picture.shows];
            return (
              <figure key={picture.id} className="photo-large">
                {picture.erased ? (
                  <p className="payee__hidden">{messages.pictureErased}</p>
                ) : revealed ? (
                  <PictureImage
                    record={{ payee: person.id, part: passbookPart(picture.id) }}
                    picture={picture}
                    words={label}
                  />
                ) : (
                  <p className="payee__hidden">{messages.pictureHidden}</p>
                )}
                <figcaption>{label}</figcaption>
              </figure>
            );
          })}
        </div>
        <div>
          <AccountFacts account={account} revealed={revealed} />
          {revealed && !arrived && <p role="status">{messages.picturesOnTheirWay}</p>}
          {revealed && arrived && <Decide person={person} payee={payee} account={account} />}
        </div>
      </div>
    </>
  );
}

function Decide({ person, payee, account }: Pick<CompareAccountProps, 'person' | 'payee' | 'account'>) {
  const { record, busy, problem } = useRecord();
  const [sending, setSending] = useState(false);
  const [released, setReleased] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const state = stateOfAccount(account);
  const differences = findingsOfAccount(account, kindOf(payee), { name: person.name });
  const blocked = differences.some(({ severity }) => severity === 'block');
  const text = cleanText(reason).trim();
  const aggregate = person.id;
  const verify = async () => {
    setTried(true);
    if (differences.length > 0 && (!released || text === '')) return;
    const body = { account: account.id, released: differences.length > 0, reason: differences.length > 0 ? text : '' };
    await record({ type: 'account-verified@1', aggregate, body });
  };
  const sendBack = async () => {
    setTried(true);
    if (text === '') return;
    if (await record({ type: 'account-sent-back@1', aggregate, body: { account: account.id, reason: text } }))
      setSending(false);
  };
  const begin = (on: boolean) => {
    setSending(on);
    setReason('');
    setTried(false);
  };
  if (state === 'sentBack') return null;
  if (sending)
    return (
      <div className="payee__decide">
        <TextField
          label={messages.sendBackReason}
          need="required"
          help={messages.sendBackReasonHelp}
          value={reason}
          error={tried && text === '' ? messages.errorBlank : undefined}
          onChange={setReason}
          limit={500}
        />
        <RecordProblemNotice problem={problem} />
        <div className="button-row">
          <Button look="solid" busy={busy} onClick={() => void sendBack()}>
            {messages.sendBackNow}
          </Button>
          <Button onClick={() => begin(false)}>{messages.cancel}</Button>
        </div>
      </div>
    );
  return (
    <div className="payee__decide">
      {state === 'waiting' && !blocked && differences.length > 0 && (
        <>
          <Checkbox label={messages.release} checked={released} onChange={setReleased} />
          <TextField
            label={messages.releaseReason}
            need="required"
            value={reason}
            error={tried && (!released || text === '') ? messages.errorRelease : undefined}
            onChange={setReason}
            limit={500}
          />
        </>
      )}
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        {state === 'waiting' && !blocked && (
          <Button look="solid" busy={busy} onClick={() => void verify()}>
            {messages.verify}
          </Button>
        )}
        <Button look={blocked ? 'solid' : 'outline'} onClick={() => begin(true)}>
          {messages.sendBack}
        </Button>
      </div>
    </div>
  );
}
