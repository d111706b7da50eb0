import { toTransferKana } from '@banso/shared/money/transfer/kana.ts';
import { type PayerAccountFacts, payerAccountOf } from '@banso/shared/programme/payer-account.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { holds } from './may-pay.ts';
import { messages as common } from './messages.ts';
import { payerMessages as messages } from './payer-messages.ts';

/** 支払元の口座: the one that holds, and the form for a new one. */
export function PayerScreen() {
  const { me } = useBanso();
  const programmes = useQuery((store) => store.programmes(), []) ?? [];
  const own = programmes.filter(({ id }) => holds(me.roles, id, ['accounting']));
  return (
    <DeskPlaces current="payments">
      <div className="payment">
        <ButtonLink look="text" icon="back" href={paths.payments}>
          {common.back}
        </ButtonLink>
        <h1>{messages.title}</h1>
        <p>{messages.intro}</p>
        {own.length === 0 && <Notice kind="info" title={messages.notYours} />}
        {own.map((programme) => (
          <Account key={programme.id} programme={programme} />
        ))}
      </div>
    </DeskPlaces>
  );
}

function Account({ programme }: { readonly programme: Programme }) {
  const account = payerAccountOf(programme);
  return (
    <section className="section">
      <h2>{programme.name}</h2>
      <h3>{messages.now}</h3>
      {account ? (
        <Facts>
          <Fact label={messages.bankName}>{`${account.bankName}（${account.bank}）`}</Fact>
          <Fact label={messages.branchName}>{`${account.branchName}（${account.branch}）`}</Fact>
          <Fact label={messages.number}>{`${messages.types[account.type]}　${account.number}`}</Fact>
          <Fact label={messages.code}>{account.code}</Fact>
          <Fact label={messages.name}>{account.name}</Fact>
          <Fact label={messages.lineEnds}>{messages.lineEndsOf[account.lineEnds]}</Fact>
          <Fact label={messages.ending}>{messages.endingOf[account.ending]}</Fact>
        </Facts>
      ) : (
        <p>{messages.none}</p>
      )}
      <PayerForm programme={programme.id} before={account} />
    </section>
  );
}

type Typed = Record<
  | 'bank'
  | 'bankName'
  | 'bankKana'
  | 'branch'
  | 'branchName'
  | 'branchKana'
  | 'type'
  | 'number'
  | 'code'
  | 'name'
  | 'symbols'
  | 'lineEnds'
  | 'ending',
  string
>;

const BLANK: Typed = {
  bank: '',
  bankName: '',
  bankKana: '',
  branch: '',
  branchName: '',
  branchKana: '',
  type: '1',
  number: '',
  code: '',
  name: '',
  symbols: '()-./',
  lineEnds: 'crlf',
  ending: 'plain',
};

const DIGITS: Partial<Record<keyof Typed, number>> = { bank: 4, branch: 3, number: 7, code: 10 };
const KANA: Partial<Record<keyof Typed, number>> = { bankKana: 15, branchKana: 15, name: 40 };
const FIELDS = [
  'bank',
  'bankName',
  'bankKana',
  'branch',
  'branchName',
  'branchKana',
  'number',
  'code',
  'name',
  'symbols',
] as const;

function PayerForm({ programme, before }: { readonly programme: string; readonly before: PayerAccountFacts | null }) {
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [typed, setTyped] = useState<Typed>(before ? { ...BLANK, ...textsOf(before) } : BLANK);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const change = (key: keyof Typed) => (value: string) => {
    setSaved(false);
    setTyped((now) => ({ ...now, [key]: value }));
  };
  const save = async () => {
    setTried(true);
    setSaved(false);
    const body = accountOf(typed);
    if (!body || !(await prove())) return;
    if (await record({ type: 'payer-account-registered@1', aggregate: programme, body })) {
      setSaved(true);
      setTried(false);
    }
  };
  return (
    <form
      className="payment__form"
      aria-label={messages.save}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      {FIELDS.map((key) => (
        <TextField
          key={key}
          label={messages[key]}
          help={key === 'name' ? messages.nameHelp : key === 'symbols' ? messages.symbolsHelp : undefined}
          inputMode={DIGITS[key] ? 'numeric' : undefined}
          width={DIGITS[key] ? 'medium' : undefined}
          value={typed[key]}
          error={tried ? (problemOf(key, typed) ?? undefined) : undefined}
          notice={KANA[key] && typed[key] !== '' ? `${messages.sample}：${toTransferKana(typed[key]).kana}` : undefined}
          onChange={change(key)}
        />
      ))}
      <SelectField
        label={messages.type}
        none={messages.choose}
        value={typed.type}
        onChange={change('type')}
        choices={(['1', '2', '9'] as const).map((value) => ({ value, label: messages.types[value] }))}
      />
      <SelectField
        label={messages.lineEnds}
        none={messages.choose}
        value={typed.lineEnds}
        onChange={change('lineEnds')}
        choices={(['crlf', 'none'] as const).map((value) => ({ value, label: messages.lineEndsOf[value] }))}
      />
      <SelectField
        label={messages.ending}
        none={messages.choose}
        value={typed.ending}
        onChange={change('ending')}
        choices={(['plain', 'mark'] as const).map((value) => ({ value, label: messages.endingOf[value] }))}
      />
      <RecordProblemNotice problem={problem} />
      {saved && <Notice kind="done" live title={messages.saved} />}
      <Button type="submit" look="solid" size="lg" busy={busy}>
        {messages.save}
      </Button>
      {question}
    </form>
  );
}

const textsOf = ({ type, ...rest }: PayerAccountFacts): Partial<Typed> => {
  const { bank, bankName, bankKana, branch, branchName, branchKana, number, code, name, symbols, lineEnds, ending } =
    rest;
  return {
    bank,
    bankName,
    bankKana,
    branch,
    branchName,
    branchKana,
    number,
    code,
    name,
    symbols,
    lineEnds,
    ending,
    type: String(type),
  };
};

const problemOf = (key: keyof Typed, typed: Typed): string | null => {
  const value = typed[key].normalize('NFKC').trim();
  const digits = DIGITS[key];
  if (digits !== undefined) return new RegExp(`^\\d{${digits}}$`).test(value) ? null : messages.digits(digits);
  if (key !== 'symbols' && value === '') return messages.missing;
  const limit = KANA[key];
  if (limit === undefined) return null;
  const { kana, refused } = toTransferKana(value);
  if (refused.length > 0) return messages.kana(refused.join('、'));
  return kana.length > limit ? messages.kanaLong(limit) : null;
};

/** The account that the form says; null while something of it is missing or wrong. */
const accountOf = (typed: Typed): PayerAccountFacts | null => {
  if (FIELDS.some((key) => problemOf(key, typed) !== null)) return null;
  const of = (key: keyof Typed) => typed[key].normalize('NFKC').trim();
  const type = ([1, 2, 9] as const).find((one) => String(one) === typed.type);
  const lineEnds = (['crlf', 'none'] as const).find((one) => one === typed.lineEnds);
  const ending = (['plain', 'mark'] as const).find((one) => one === typed.ending);
  if (!type || !lineEnds || !ending) return null;
  return {
    bank: of('bank'),
    bankName: typed.bankName.trim(),
    bankKana: of('bankKana'),
    branch: of('branch'),
    branchName: typed.branchName.trim(),
    branchKana: of('branchKana'),
    type,
    number: of('number'),
    code: of('code'),
    name: of('name'),
    symbols: of('symbols'),
    lineEnds,
    ending,
  };
};
