import { type FieldValue, type OtherText, valueHash, type WrittenChange } from '@banso/shared/engagement/written.ts';
import { useId, useState } from 'react';
import type { Recorded } from '../../store/client-store.ts';
import { useQuery } from '../../sync/banso-context.tsx';
import type { RecordProblem } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

export type OtherTextsProps = {
  readonly conflicts: readonly OtherText[];
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly labelOf: (field: string) => string;
  readonly record: (changes: WrittenChange[]) => Promise<Recorded>;
};

/** Two texts of one field, written in two places: both are shown whole, and their author decides (L17). */
export function OtherTexts({ conflicts, ...rest }: OtherTextsProps) {
  const titleId = useId();
  if (conflicts.length === 0) return null;
  return (
    <section className="section other-texts" aria-labelledby={titleId}>
      <h2 id={titleId}>{messages.choiceTitle}</h2>
      <p className="hint">{messages.choiceHint}</p>
      {conflicts.map((conflict) => (
        <Choice key={conflict.id} conflict={conflict} {...rest} />
      ))}
    </section>
  );
}

function Choice({
  conflict,
  values,
  labelOf,
  record,
}: Omit<OtherTextsProps, 'conflicts'> & { readonly conflict: OtherText }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const writer = useQuery((store) => store.person(conflict.by), [conflict.by]);
  const { field } = conflict;
  const current = values[field] ?? '';
  const label = labelOf(field);
  const choose = async (value: FieldValue) => {
    if (busy) return;
    setBusy(true);
    const answer = await record([{ field, base: valueHash(current), value, settles: [conflict.id] }]).catch(
      (): RecordProblem => ({ failed: 'storage' }),
    );
    setBusy(false);
    setProblem('recorded' in answer ? null : answer);
  };
  const texts = [
    { words: messages.choiceNow, value: current },
    { words: messages.choiceOther(writer?.name ?? ''), value: conflict.value },
  ];
  return (
    <div className="other-text">
      <h3>{messages.choiceOf(label)}</h3>
      <div className="other-text__pair">
        {texts.map(({ words, value }) => (
          <div key={words} className="other-text__one">
            <h4>{words}</h4>
            <p className="other-text__text">{valueWords(value)}</p>
            <Button wide busy={busy} onClick={() => void choose(value)}>
              {messages.choose}
              <span className="visually-hidden">
                （{words}、{label}）
              </span>
            </Button>
          </div>
        ))}
      </div>
      <RecordProblemNotice problem={problem} />
    </div>
  );
}

/** A value as it is read; a blank one says so. */
export const valueWords = (value: FieldValue): string => {
  if (typeof value === 'boolean') return value ? messages.ticked : messages.unticked;
  return value === '' ? messages.blank : value;
};
