import { cleanText } from '@banso/shared/lib/text.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { RULE_SET_SEEDS } from '@banso/shared/programmes/index.ts';
import { RULE_CHOICES, withChoices } from '@banso/shared/rules/rule-choices.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { SLIP_IDS, type SlipId } from '@banso/shared/rules/slip-ids.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './programme-messages.ts';
import { correctedIn, RuleChoices, withCorrected } from './rule-choices.tsx';

const CURRENT = 'current';
const blanksOf = <Id extends string>(ids: readonly Id[]): Readonly<Record<Id, string>> =>
  // One for each of the ids, and for nothing else.
  Object.fromEntries(ids.map((id) => [id, ''])) as Record<Id, string>;

const FIGURES = ['minimumMinutes', 'numberOfVisits', 'fee', 'travel'] as const;
type Figure = (typeof FIGURES)[number];

/** F-S-1…5: the next version of a programme's rules, from the one in force or a known one, for contracts from tomorrow on. */
export function RuleSetForm({
  programme,
  onRegistered,
}: {
  readonly programme: Programme;
  readonly onRegistered: () => void;
}) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const newest = programme.ruleSets.at(-1);
  const kept = useKeptForm(`rule-set/${programme.id}`, {
    base: CURRENT,
    version: '',
    changes: '',
    validFrom: '',
    endsOn: newest?.programmeEndsOn.value ?? '',
    ...figuresOf(newest),
    ...UNDECIDED,
  });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const base = form.base === CURRENT ? newest : RULE_SET_SEEDS.find((seed) => seedKey(seed) === form.base);
  const today = dayInJapan(nowMs());
  const version = cleanText(form.version).trim();
  const tooEarly = form.validFrom !== '' && (form.validFrom <= today || form.validFrom <= (newest?.validFrom ?? ''));
  const wrongOrder = form.endsOn !== '' && form.validFrom !== '' && form.endsOn < form.validFrom;
  const shown = FIGURES.filter((figure) => figuresOf(base)[figure] !== '');
  const wrongFigure = (figure: Figure) => !/^\d{1,9}$/.test(form[figure]);
  const choose = (key: string) => {
    const chosen = key === CURRENT ? newest : RULE_SET_SEEDS.find((seed) => seedKey(seed) === key);
    kept.change({ base: key, ...figuresOf(chosen), ...UNDECIDED });
  };
  const chosen = Object.fromEntries(
    RULE_CHOICES.flatMap(({ id }) => (form[id] === '' ? [] : [[id, form[id]] as const])),
  );
  const corrected = base && form.corrected === AS_BASE ? correctedIn(base) : slipsIn(form.corrected);
  const sameName =
    base !== undefined && programme.ruleSets.some((one) => one.id === base.id && one.version === version);
  const register = async () => {
    setTried(true);
    const whole = version !== '' && form.validFrom !== '' && form.endsOn !== '';
    if (!base || !whole || tooEarly || wrongOrder || sameName || shown.some(wrongFigure)) return;
    // What an earlier version changed is not what this one changes.
    const { changes: _, ...unchanged } = withCorrected(
      withChoices(base, chosen, messages.decidedWith(version)),
      corrected,
    );
    const changes = cleanText(form.changes).trim();
    const ruleSet = withFigures(
      {
        ...unchanged,
        version,
        validFrom: form.validFrom,
        ...(changes === '' ? {} : { changes }),
        programmeEndsOn: { ...base.programmeEndsOn, value: form.endsOn },
      },
      form,
    );
    if (!(await record({ type: 'rule-set-added@1', aggregate: programme.id, body: { ruleSet } }))) return;
    await kept.drop();
    onRegistered();
  };
  const versionError = () => {
    if (tried && version === '') return messages.blank;
    return sameName ? messages.same : undefined;
  };
  const validFromError = () => {
    if (tooEarly) return messages.tooEarly;
    return tried && form.validFrom === '' ? messages.blank : undefined;
  };
  return (
    <form
      className="set-up__form"
      aria-label={messages.newVersion}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void register();
      }}
    >
      <p>{messages.newVersionHint}</p>
      <SelectField
        label={messages.base}
        need="required"
        none=""
        value={form.base}
        onChange={choose}
        choices={[
          { value: CURRENT, label: messages.current(newest?.version ?? '') },
          ...RULE_SET_SEEDS.map((seed) => ({
            value: seedKey(seed),
            label: messages.known(seed.regulation, seed.version),
          })),
        ]}
      />
      <TextField
        label={messages.version}
        need="required"
        help={messages.versionHelp}
        value={form.version}
        error={versionError()}
        onChange={(value) => kept.change({ version: value })}
      />
      <TextArea
        label={messages.changes}
        help={messages.changesHelp}
        value={form.changes}
        limit={2_000}
        onChange={(value) => kept.change({ changes: value })}
      />
      <TextField
        label={messages.validFrom}
        need="required"
        help={messages.validFromHelp}
        type="date"
        width="medium"
        value={form.validFrom}
        error={validFromError()}
        onChange={(validFrom) => kept.change({ validFrom })}
      />
      <TextField
        label={messages.endsOn}
        need="required"
        type="date"
        width="medium"
        value={form.endsOn}
        error={wrongOrder ? messages.wrongOrder : undefined}
        onChange={(endsOn) => kept.change({ endsOn })}
      />
      {shown.map((figure) => (
        <TextField
          key={figure}
          label={messages[figure]}
          need="required"
          width="medium"
          inputMode="numeric"
          value={form[figure]}
          error={wrongFigure(figure) ? messages.whole : undefined}
          onChange={(value) => kept.change({ [figure]: value })}
        />
      ))}
      {base && (
        <RuleChoices
          rules={base}
          chosen={chosen}
          onChoose={(id, value) => kept.change({ [id]: value })}
          corrected={corrected}
          onCorrect={(slips) => kept.change({ corrected: slips.join(' ') })}
        />
      )}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" look="solid" size="lg" busy={busy}>
        {messages.register}
      </Button>
    </form>
  );
}

/** Nothing was decided: as the rules have it that this version is made from. */
const AS_BASE = 'as-base';
const UNDECIDED = { ...blanksOf(RULE_CHOICES.map(({ id }) => id)), corrected: AS_BASE };

const slipsIn = (text: string): readonly SlipId[] => SLIP_IDS.filter((id) => text.split(' ').includes(id));

const seedKey = ({ id, version }: RuleSet): string => `${id}/${version}`;

/** The figures an office changes most, as they are typed; '' where the rules have none. */
const figuresOf = (ruleSet: RuleSet | undefined): Readonly<Record<Figure, string>> => ({
  minimumMinutes: String(ruleSet?.minimumMinutes?.value ?? ''),
  numberOfVisits: String(ruleSet?.numberOfVisits?.value ?? ''),
  fee: String(ruleSet?.money?.fee?.value ?? ''),
  travel: String(ruleSet?.money?.travel?.flat.value ?? ''),
});

const withFigures = (base: RuleSet, form: Readonly<Record<Figure, string>>): RuleSet => {
  const { minimumMinutes, numberOfVisits, money } = base;
  return {
    ...base,
    ...(minimumMinutes ? { minimumMinutes: { ...minimumMinutes, value: Number(form.minimumMinutes) } } : {}),
    ...(numberOfVisits ? { numberOfVisits: { ...numberOfVisits, value: Number(form.numberOfVisits) } } : {}),
    ...(money
      ? {
          money: {
            ...money,
            ...(money.fee ? { fee: { ...money.fee, value: Number(form.fee) } } : {}),
            ...(money.travel
              ? { travel: { ...money.travel, flat: { ...money.travel.flat, value: Number(form.travel) } } }
              : {}),
          },
        }
      : {}),
  };
};
