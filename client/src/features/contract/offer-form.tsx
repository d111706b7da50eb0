import { type ContractText, contractTextOn } from '@banso/shared/contract/contract-text.ts';
import { addressInContracts } from '@banso/shared/engagement/contract-paper.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { ruleSetOn } from '@banso/shared/programme/programme.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

type Shown = { readonly view: EngagementView };

/** Says what is missing before a contract can be made here; else the form of the offer. */
export function Offer({ view }: Shown) {
  const { nowMs } = useBanso();
  const { programme } = view;
  const expert = view.engagement.core?.expert ?? '';
  const address = useQuery(
    async (store) =>
      addressInContracts(
        (await store.engagements()).map(({ engagement }) => engagement),
        expert,
      ),
    [expert],
  );
  const today = dayInJapan(nowMs());
  const rules = programme && ruleSetOn(programme, today);
  if (!programme || !rules?.contract) return <Notice kind="info" title={messages.notHere} />;
  const text = contractTextOn(programme.contractTexts ?? [], today);
  if (!text || !(text.official || programme.sample))
    return (
      <Notice
        kind="warn"
        title={messages.noText}
        actions={<ButtonLink href={paths.programme(programme.id)}>{messages.toProgramme}</ButtonLink>}
      >
        <p>{messages.noTextHint}</p>
      </Notice>
    );
  if (address === undefined) return null;
  return (
    <OfferForm
      view={view}
      text={text}
      address={address}
      electronic={rules.contract.electronic.value}
      endsOn={rules.programmeEndsOn.value}
    />
  );
}

const BLANK = {
  number: '',
  from: '',
  to: '',
  route: '',
  kind: 'individual',
  address: '',
  company: '',
  title: '',
  name: '',
};

/** F-2-3: the contract of the expert who was chosen. Company, amounts and rules come from the records. */
function OfferForm({
  view,
  text,
  address,
  electronic,
  endsOn,
}: Shown & {
  readonly text: ContractText;
  /** As the expert's newest contract says it; '' without one. */
  readonly address: string;
  readonly electronic: boolean;
  readonly endsOn: string;
}) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm(`offer/${view.id}/${view.engagement.core?.expert ?? ''}`, {
    ...BLANK,
    route: electronic ? 'electronic' : 'paper',
    name: view.expert?.name ?? '',
    address,
  });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const corporation = form.kind === 'corporation';
  const required = ['number', 'from', 'to', 'address', 'name', ...(corporation ? (['company'] as const) : [])] as const;
  const wrongOrder = form.from !== '' && form.to !== '' && form.to < form.from;
  const blank = (key: keyof typeof BLANK) =>
    tried && required.some((one) => one === key) && form[key].trim() === '' ? messages.blank : undefined;
  const offer = async () => {
    setTried(true);
    if (wrongOrder || required.some((key) => form[key].trim() === '')) return;
    const clean = (key: keyof typeof BLANK) => cleanText(form[key]).trim();
    const body = {
      paper: newId(),
      text: text.id,
      number: clean('number'),
      from: form.from,
      to: form.to,
      route: form.route === 'paper' ? ('paper' as const) : ('electronic' as const),
      party: {
        kind: corporation ? ('corporation' as const) : ('individual' as const),
        address: clean('address'),
        company: clean('company'),
        title: clean('title'),
        name: clean('name'),
      },
    };
    if (await record({ type: 'contract-offered@1', aggregate: view.id, body })) await kept.drop();
  };
  const field = (
    key: 'number' | 'from' | 'to' | 'address' | 'company' | 'title' | 'name',
    label: string,
    day = false,
  ) => (
    <TextField
      label={label}
      need={required.some((one) => one === key) ? 'required' : 'optional'}
      {...(day ? ({ type: 'date', width: 'medium' } as const) : {})}
      value={form[key]}
      error={key === 'to' && wrongOrder ? messages.wrongOrder : blank(key)}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  return (
    <form
      className="contract__form"
      aria-label={messages.offerHead}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void offer();
      }}
    >
      <h2>{messages.offerHead}</h2>
      <p>{messages.offerHint}</p>
      <p className="hint">{`${messages.text}：${text.version}`}</p>
      {field('number', messages.number)}
      {field('from', messages.from, true)}
      {field('to', messages.to, true)}
      {form.to > endsOn && <Notice kind="warn" live title={messages.late(wareki(endsOn))} />}
      <RadioGroup
        label={messages.route}
        need="required"
        value={form.route}
        onChange={(route) => kept.change({ route })}
        choices={(electronic ? (['electronic', 'paper'] as const) : (['paper'] as const)).map((value) => ({
          value,
          label: messages.routes[value],
          help: messages.routeHelp[value],
        }))}
      />
      <RadioGroup
        label={messages.party}
        need="required"
        help={messages.kindHelp}
        value={form.kind}
        onChange={(kind) => kept.change({ kind })}
        choices={(['individual', 'corporation'] as const).map((value) => ({ value, label: messages.kinds[value] }))}
      />
      {field('address', messages.address)}
      {field('company', messages.companyName)}
      {field('title', messages.jobTitle)}
      {field('name', messages.personName)}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" size="lg" busy={busy}>
        {messages.offer}
      </Button>
    </form>
  );
}
