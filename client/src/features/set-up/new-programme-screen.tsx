import { cleanText } from '@banso/shared/lib/text.ts';
import { RULE_SET_SEEDS } from '@banso/shared/programmes/index.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

const BLANK = {
  seed: '',
  name: '',
  fiscalYear: '',
  office: '',
  addressee: '',
  inquiries: '',
  version: '',
  validFrom: '',
  endsOn: '',
};

const REQUIRED = ['seed', 'name', 'fiscalYear', 'office', 'addressee', 'version', 'validFrom', 'endsOn'] as const;

/** A programme after one of the known rules: its figures and articles come with it, its names and days are this office's. */
export function NewProgrammeScreen() {
  const { newId, me } = useBanso();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm('new-programme', { ...BLANK, office: me.tenantName });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const seed = RULE_SET_SEEDS.find(({ id }) => id === form.seed);
  const wrongOrder = form.validFrom !== '' && form.endsOn !== '' && form.endsOn < form.validFrom;
  const blank = (key: keyof typeof BLANK) => (tried && form[key].trim() === '' ? messages.blank : undefined);
  const choose = (id: string) => {
    const chosen = RULE_SET_SEEDS.find((one) => one.id === id);
    kept.change(chosen ? { seed: id, name: chosen.name, ...daysOf(chosen) } : { seed: '' });
  };
  const submit = async () => {
    setTried(true);
    if (!seed || wrongOrder || REQUIRED.some((key) => form[key].trim() === '')) return;
    const clean = (key: keyof typeof BLANK) => cleanText(form[key]).trim();
    const body = {
      name: clean('name'),
      fiscalYear: clean('fiscalYear'),
      office: clean('office'),
      addressee: clean('addressee'),
      ...(clean('inquiries') === '' ? {} : { inquiries: clean('inquiries') }),
      sample: me.sample,
      ruleSets: [
        {
          ...seed,
          version: clean('version'),
          validFrom: form.validFrom,
          programmeEndsOn: { ...seed.programmeEndsOn, value: form.endsOn },
        },
      ],
    };
    if (!(await record({ type: 'programme-registered@1', aggregate: newId(), body }))) return;
    await kept.drop();
    navigate(paths.programmes, { replace: true });
  };
  const text = (key: Exclude<keyof typeof BLANK, 'seed'>, help?: string) => (
    <TextField
      label={messages[key === 'name' ? 'programmeName' : key]}
      need={key === 'inquiries' ? 'optional' : 'required'}
      help={help}
      value={form[key]}
      error={key === 'inquiries' ? undefined : blank(key)}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  const day = (key: 'validFrom' | 'endsOn') => (
    <TextField
      label={messages[key]}
      need="required"
      type="date"
      width="medium"
      value={form[key]}
      error={key === 'endsOn' && wrongOrder ? messages.wrongOrder : blank(key)}
      onChange={(value) => kept.change({ [key]: value })}
    />
  );
  return (
    <DeskPlaces current="more">
      <div className="set-up">
        <ButtonLink look="text" icon="back" href={paths.programmes}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.newProgramme}</h1>
        <form
          className="set-up__form"
          aria-label={messages.newProgramme}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void submit();
          }}
        >
          <SelectField
            label={messages.seed}
            need="required"
            none={messages.choose}
            value={form.seed}
            error={blank('seed')}
            onChange={choose}
            choices={RULE_SET_SEEDS.map(({ id, regulation, version }) => ({
              value: id,
              label: `${regulation}（${version}）`,
            }))}
          />
          {seed && <Figures seed={seed} />}
          {text('name')}
          {text('fiscalYear', messages.fiscalYearHelp)}
          {text('office', messages.officeHelp)}
          {text('addressee', messages.addresseeHelp)}
          {text('inquiries', messages.inquiriesHelp)}
          {text('version', messages.versionHelp)}
          {day('validFrom')}
          {day('endsOn')}
          <RecordProblemNotice problem={problem} />
          <Button type="submit" look="solid" size="lg" busy={busy}>
            {messages.registerProgramme}
          </Button>
        </form>
      </div>
    </DeskPlaces>
  );
}

const daysOf = ({ version, validFrom, programmeEndsOn }: RuleSet) => ({
  version,
  validFrom,
  endsOn: programmeEndsOn.value,
});

/** The figures that come with the rules, each with its article. */
function Figures({ seed }: { readonly seed: RuleSet }) {
  const { minimumMinutes, numberOfVisits, offlineLeaseDays } = seed;
  return (
    <section className="set-up__card" aria-label={messages.figures}>
      <h2>{messages.figures}</h2>
      <Facts>
        {[
          { label: messages.minimumMinutes, ...minimumMinutes },
          { label: messages.numberOfVisits, ...numberOfVisits },
          { label: messages.offlineLeaseDays, ...offlineLeaseDays },
        ].map(({ label, value, unit, source }) => (
          <Fact key={label} label={label} note={source}>
            {value}
            {unit}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
