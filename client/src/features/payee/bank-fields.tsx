import { wareki } from '@banso/shared/time/wareki.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { AccountDraft, DraftErrors } from './account-draft.ts';
import { messages } from './messages.ts';
import { PlaceSearch } from './place-search.tsx';
import { useBankList } from './use-bank-list.ts';

export type BankFieldsProps = {
  readonly draft: AccountDraft;
  readonly errors: DraftErrors;
  readonly onChange: (changed: Partial<AccountDraft>) => void;
};

const NO_BANK = { bankCode: '', bankName: '', bankKana: '', branchCode: '', branchName: '', branchKana: '' };
const NO_BRANCH = { branchCode: '', branchName: '', branchKana: '' };

/** Bank and branch: from the list, or by hand with the reason. */
export function BankFields({ draft, errors, onChange }: BankFieldsProps) {
  const list = useBankList();
  const byHand = draft.byHand !== '';
  const banks = list === null || list === 'failed' ? null : list.banks;
  const branches = banks?.find(({ code }) => code === draft.bankCode)?.branches ?? [];
  return (
    <>
      {list === null && !byHand && <p role="status">{messages.listLoading}</p>}
      {list === 'failed' && <Notice kind="warn" title={messages.listFailed} />}
      {!byHand && banks && (
        <>
          <PlaceSearch
            label={messages.bank}
            help={messages.bankHelp}
            places={banks}
            chosen={{ code: draft.bankCode, name: draft.bankName }}
            error={errors.bankCode}
            onChoose={(bank) =>
              onChange(bank ? { ...NO_BRANCH, bankCode: bank.code, bankName: bank.name, bankKana: bank.kana } : NO_BANK)
            }
          />
          {draft.bankCode === '' ? (
            <p className="hint">{messages.branchFirst}</p>
          ) : (
            <PlaceSearch
              key={draft.bankCode}
              label={messages.branch}
              help={messages.branchHelp}
              places={branches}
              chosen={{ code: draft.branchCode, name: draft.branchName }}
              error={errors.branchCode}
              onChoose={(branch) =>
                onChange(
                  branch ? { branchCode: branch.code, branchName: branch.name, branchKana: branch.kana } : NO_BRANCH,
                )
              }
            />
          )}
          {list !== null && list !== 'failed' && <p className="hint">{messages.listAsOf(wareki(list.asOf))}</p>}
        </>
      )}
      <Checkbox
        label={messages.byHand}
        help={messages.byHandHelp}
        checked={byHand}
        onChange={(yes) => onChange({ ...NO_BANK, byHand: yes ? '1' : '' })}
      />
      {byHand && <ByHand draft={draft} errors={errors} onChange={onChange} />}
    </>
  );
}

function ByHand({ draft, errors, onChange }: BankFieldsProps) {
  const line = (field: 'bankName' | 'bankKana' | 'branchName' | 'branchKana' | 'note', label: string) => (
    <TextField
      label={label}
      need="required"
      value={draft[field]}
      error={errors[field]}
      onChange={(text) => onChange({ [field]: text })}
    />
  );
  const code = (field: 'bankCode' | 'branchCode', label: string) => (
    <TextField
      label={label}
      need="required"
      width="short"
      inputMode="numeric"
      value={draft[field]}
      error={errors[field]}
      onChange={(text) => onChange({ [field]: text })}
    />
  );
  return (
    <>
      {line('bankName', messages.bank)}
      {line('bankKana', messages.bankKana)}
      {code('bankCode', messages.bankCode)}
      {line('branchName', messages.branch)}
      {line('branchKana', messages.branchKana)}
      {code('branchCode', messages.branchCode)}
      {line('note', messages.note)}
    </>
  );
}
