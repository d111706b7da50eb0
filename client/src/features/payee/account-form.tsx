import { toTransferKana } from '@banso/shared/money/transfer/kana.ts';
import { yuchoAccount } from '@banso/shared/money/transfer/yucho.ts';
import { writtenHolder } from '@banso/shared/payee/holder.ts';
import { looksLikeMyNumber } from '@banso/shared/payee/my-number.ts';
import { newestAccount, NO_PAYEE, type Payee } from '@banso/shared/payee/payee.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ToastSaved } from '../../ui/toast-saved.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import {
  type AccountDraft,
  accountOf,
  blankDraft,
  type DraftErrors,
  picturesToName,
  viewsOf,
} from './account-draft.ts';
import { BankFields } from './bank-fields.tsx';
import { messages } from './messages.ts';
import { PassbookPictures } from './passbook-pictures.tsx';

export type AccountFormProps = {
  readonly person: Person;
  readonly payee: Payee | null;
  /** As the expert's newest contract says it; '' without one. */
  readonly address: string;
  readonly onRecorded: () => void;
};

/** 口座確認票 (様式第6号) on the phone: kept as a draft at every key, recorded without a network. */
export function AccountForm({ person, payee, address, onRecorded }: AccountFormProps) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const known = payee ?? NO_PAYEE;
  const blank = blankDraft({ name: person.name, kana: person.kana, address, last: newestAccount(known) });
  const kept = useKeptForm<AccountDraft>(`account/${person.id}`, blank);
  const [tried, setTried] = useState(false);
  const draft = kept.form;
  const views = viewsOf(draft);
  const pictures = picturesToName(known, views);
  const made = accountOf(draft, pictures);
  const errors: DraftErrors = tried && 'errors' in made ? made.errors : {};
  const wrong = Object.keys(errors).length;
  const submit = async () => {
    setTried(true);
    if ('errors' in made) return;
    const body = { account: newId(), ...made.body };
    if (!(await record({ type: 'account-registered@1', aggregate: person.id, body }))) return;
    await kept.drop();
    onRecorded();
  };
  const line = (field: 'name' | 'kana' | 'address', label: string) => (
    <TextField
      label={label}
      need="required"
      value={draft[field]}
      error={errors[field]}
      notice={looksLikeMyNumber(draft[field]) ? messages.myNumber : ''}
      onChange={(text) => kept.change({ [field]: text })}
    />
  );
  return (
    <form
      className="payee__form"
      aria-label={messages.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <h2>{messages.form}</h2>
      <RadioGroup
        label={messages.where}
        value={draft.where === 'yucho' ? 'yucho' : 'bank'}
        onChange={(where) => kept.change({ where })}
        choices={[
          { value: 'bank', label: messages.whereBank },
          { value: 'yucho', label: messages.whereYucho },
        ]}
      />
      {draft.where === 'yucho' ? (
        <YuchoFields draft={draft} errors={errors} onChange={kept.change} />
      ) : (
        <>
          <BankFields draft={draft} errors={errors} onChange={kept.change} />
          <RadioGroup
            label={messages.type}
            value={draft.type === '2' ? '2' : '1'}
            onChange={(type) => kept.change({ type })}
            choices={[
              { value: '1', label: messages.types[1] },
              { value: '2', label: messages.types[2] },
            ]}
          />
          <TextField
            label={messages.number}
            need="required"
            help={messages.numberHelp}
            inputMode="numeric"
            width="medium"
            autoComplete="off"
            value={draft.number}
            error={errors.number}
            notice={looksLikeMyNumber(draft.number) ? messages.myNumber : ''}
            onChange={(number) => kept.change({ number })}
          />
        </>
      )}
      <TextField
        label={messages.holder}
        need="required"
        help={messages.holderHelp}
        autoComplete="off"
        value={draft.holder}
        error={errors.holder}
        notice={writtenNotice(draft.holder)}
        onChange={(holder) => kept.change({ holder })}
      />
      {line('name', messages.name)}
      {line('kana', messages.kana)}
      {line('address', messages.address)}
      <TextField
        label={messages.telephone}
        need="required"
        inputMode="tel"
        width="medium"
        value={draft.telephone}
        error={errors.telephone}
        notice={looksLikeMyNumber(draft.telephone) ? messages.myNumber : ''}
        onChange={(telephone) => kept.change({ telephone })}
      />
      <RadioGroup
        label={messages.proof}
        value={draft.proof === 'screen' ? 'screen' : 'passbook'}
        onChange={(proof) => kept.change({ proof })}
        choices={[
          { value: 'passbook', label: messages.proofPassbook },
          { value: 'screen', label: messages.proofScreen },
        ]}
      />
      <PassbookPictures person={person.id} views={views} pictures={pictures} error={errors.pictures} />
      {kept.failed && <Notice kind="error" live title={messages.draftFailed} />}
      {wrong > 0 && <Notice kind="error" live title={messages.mendFields(wrong)} />}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" size="lg" wide busy={busy}>
        {messages.submit}
      </Button>
      <ToastSaved>{kept.saved ? messages.saved : undefined}</ToastSaved>
    </form>
  );
}

/** What the transfer file will hold of a holder: the one thing a bank compares. */
const writtenNotice = (holder: string): string => {
  const { kana, refused } = toTransferKana(writtenHolder(holder));
  return kana === '' || refused.length > 0 ? '' : messages.holderWritten(kana);
};

type YuchoFieldsProps = {
  readonly draft: AccountDraft;
  readonly errors: DraftErrors;
  readonly onChange: (changed: Partial<AccountDraft>) => void;
};

function YuchoFields({ draft, errors, onChange }: YuchoFieldsProps) {
  const made = yuchoAccount(draft.symbol, draft.yuchoNumber);
  return (
    <>
      <TextField
        label={messages.symbol}
        need="required"
        help={messages.symbolHelp}
        inputMode="numeric"
        width="short"
        autoComplete="off"
        value={draft.symbol}
        error={errors.symbol}
        onChange={(symbol) => onChange({ symbol })}
      />
      <TextField
        label={messages.yuchoNumber}
        need="required"
        help={messages.yuchoNumberHelp}
        inputMode="numeric"
        width="medium"
        autoComplete="off"
        value={draft.yuchoNumber}
        error={errors.yuchoNumber}
        notice={
          'code' in made ? '' : messages.yuchoMade(made.branch, messages.types[made.type === 2 ? 2 : 1], made.number)
        }
        onChange={(yuchoNumber) => onChange({ yuchoNumber })}
      />
    </>
  );
}
