import { type PlanRow, rowField } from '@banso/shared/engagement/plan.ts';
import type { RowProblem } from '@banso/shared/forms/plan-form.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { usePrintNotice } from '../use-print-notice.ts';
import { messages } from './messages.ts';

export type PlanRowsProps = {
  readonly rows: readonly PlanRow[];
  /** How many rows the programme's form has. */
  readonly count: number;
  readonly problems: readonly RowProblem[];
  readonly onChange: (changed: Readonly<Record<string, string>>) => void;
  readonly onLeave: () => void;
};

const MONTHS = Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: messages.monthOf(i + 1) }));
const THIRDS = (['early', 'middle', 'late'] as const).map((value) => ({ value, label: messages.thirds[value] }));

/** 各回の支援計画: month, one of three thirds and what is to be done, for each visit. */
export function PlanRows({ rows, count, problems, ...rest }: PlanRowsProps) {
  const last = Math.max(count, ...rows.map(({ number }) => number));
  return (
    <section className="section" aria-label={messages.rows}>
      <h2>{messages.rows}</h2>
      <p className="hint">{messages.rowsHint}</p>
      {Array.from({ length: last }, (_, i) => (
        <OneRow
          key={i}
          row={rows.find(({ number }) => number === i + 1) ?? { number: i + 1, month: null, third: '', content: '' }}
          problems={problems.filter(({ number }) => number === i + 1)}
          {...rest}
        />
      ))}
    </section>
  );
}

type OneRowProps = Pick<PlanRowsProps, 'problems' | 'onChange' | 'onLeave'> & { readonly row: PlanRow };

function OneRow({ row: { number, month, third, content }, problems, onChange, onLeave }: OneRowProps) {
  const unprintable = usePrintNotice(content);
  const said = (field: RowProblem['field'], severity: RowProblem['severity']) =>
    problems.find((one) => one.field === field && one.severity === severity)?.words;
  const notice = [said('content', 'WARN'), unprintable].filter(Boolean).join('　');
  return (
    <fieldset className="plan-row">
      <legend>{messages.row(number)}</legend>
      <div className="plan-row__when">
        <SelectField
          label={messages.month}
          value={month === null ? '' : String(month)}
          none={messages.monthNone}
          choices={MONTHS}
          error={said('month', 'BLOCK')}
          onChange={(value) => {
            onChange({ [rowField('month', number)]: value });
            onLeave();
          }}
        />
        <RadioGroup
          label={messages.third}
          value={third === '' ? undefined : third}
          error={said('third', 'BLOCK')}
          choices={THIRDS}
          onChange={(value) => {
            onChange({ [rowField('third', number)]: value });
            onLeave();
          }}
        />
      </div>
      {said('month', 'WARN') && (
        <p className="hint" role="status">
          {said('month', 'WARN')}
        </p>
      )}
      <TextArea
        label={messages.content}
        rows={2}
        value={content}
        error={said('content', 'BLOCK')}
        notice={notice}
        onChange={(value) => onChange({ [rowField('content', number)]: value })}
        onBlur={onLeave}
      />
    </fieldset>
  );
}
