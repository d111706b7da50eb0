import { slipsOf } from '@banso/shared/forms/slips.ts';
import { RULE_CHOICES } from '@banso/shared/rules/rule-choices.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { isCorrected, SLIP_IDS, type SlipId } from '@banso/shared/rules/slip-ids.ts';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { messages } from './programme-messages.ts';
import { RULE_CHOICE_WORDS } from './rule-choice-messages.ts';

export type RuleChoicesProps = {
  readonly rules: RuleSet;
  /** What was chosen, by the choice's id; what is not here is as in `rules`. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly onChoose: (id: string, value: string) => void;
  readonly corrected: readonly SlipId[];
  readonly onCorrect: (corrected: readonly SlipId[]) => void;
};

/** What the programme decides for itself, each with what its rules say now, and the slips of its papers one by one. */
export function RuleChoices({ rules, chosen, onChoose, corrected, onCorrect }: RuleChoicesProps) {
  const wording = chosen['wording'] ?? (rules.printing.officialWording ? 'official' : 'corrected');
  return (
    <details>
      <summary>{messages.choices}</summary>
      <div className="set-up__form">
        <p className="hint">{messages.choicesHint}</p>
        {RULE_CHOICES.map(({ id, values, valueIn }) => {
          const now = valueIn(rules);
          const { label, help, values: valueWords } = RULE_CHOICE_WORDS[id];
          return (
            now !== null && (
              <RadioGroup
                key={id}
                label={label}
                help={help}
                value={chosen[id] ?? now}
                onChange={(value) => onChoose(id, value)}
                choices={values.map((value) => ({ value, label: valueWords[value] ?? value }))}
              />
            )
          );
        })}
        {wording === 'official' && (
          <fieldset className="field">
            <legend className="field__label">{messages.slipsToCorrect}</legend>
            {slipsOf({ officialWording: true, corrected }).map(({ id, where, official, corrected: mended }) => (
              <Checkbox
                key={id}
                label={`${where}：「${official}」を「${mended}」と印字する`}
                checked={corrected.includes(id)}
                onChange={(checked) => onCorrect(checked ? [...corrected, id] : corrected.filter((one) => one !== id))}
              />
            ))}
          </fieldset>
        )}
      </div>
    </details>
  );
}

/** The slips that these rules have printed without, each chosen by itself. */
export const correctedIn = ({ printing }: RuleSet): readonly SlipId[] =>
  SLIP_IDS.filter((id) => isCorrected({ ...printing, officialWording: true }, id));

/** The same rules with these slips printed as they are meant, and no others. */
export const withCorrected = (rules: RuleSet, corrected: readonly SlipId[]): RuleSet => {
  const slips = SLIP_IDS.filter((id) => corrected.includes(id));
  const same = slips.join() === correctedIn(rules).join();
  return same ? rules : { ...rules, printing: { ...rules.printing, corrected: slips } };
};
