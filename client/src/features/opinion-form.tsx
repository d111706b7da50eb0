import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import type { EngagementView } from '../store/client-store.ts';
import { useBanso } from '../sync/banso-context.tsx';
import { type RecordProblem, useRecord } from '../sync/use-record.ts';
import { RadioGroup } from '../ui/choice.tsx';
import { TextArea } from '../ui/text-field.tsx';
import { draftKeys } from './draft-keys.ts';
import { RecordProblemNotice } from './record-problem.tsx';
import { teamMessages as messages } from './team-messages.ts';
import { useKeptForm } from './use-kept-form.ts';

/** The size of an opinion, an answer, an agreement: as their operations take them. */
const TEXT_LIMIT = 4_000;

export type OpinionDraft = {
  readonly fields: Parameters<typeof OpinionFields>[0];
  /** True once the opinion is on the device's disk. */
  readonly record: () => Promise<boolean>;
  readonly busy: boolean;
};

export type OpinionOf = {
  readonly view: EngagementView;
  /** Null: on the support as a whole. */
  readonly visit: string | null;
  /** Whose it may be. With one name nobody is asked. */
  readonly officers: readonly string[];
};

/** One opinion while it is written. */
export const useOpinion = ({ view, visit, officers }: OpinionOf): OpinionDraft => {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const { form, change, failed, drop } = useKeptForm(draftKeys.opinion(view.id, visit), {
    officer: officers.length === 1 ? (officers[0] ?? '') : '',
    said: '',
  });
  return {
    fields: { officers, form, change, failed, problem, tried },
    busy,
    record: async () => {
      setTried(true);
      const said = cleanText(form.said).trim();
      if (said === '' || form.officer === '') return false;
      const body = { opinion: newId(), visit, officer: form.officer, said };
      if (!(await record({ type: 'opinion-given@1', aggregate: view.id, body }))) return false;
      change({ said: '' });
      await drop();
      setTried(false);
      return true;
    },
  };
};

export type OpinionFieldsProps = {
  readonly officers: readonly string[];
  readonly form: { readonly officer: string; readonly said: string };
  readonly change: (changed: { readonly officer?: string; readonly said?: string }) => void;
  readonly failed: boolean;
  readonly problem: RecordProblem | null;
  readonly tried: boolean;
};

/** Whose opinion, and what it says. */
export function OpinionFields({ officers, form, change, failed, problem, tried }: OpinionFieldsProps) {
  return (
    <>
      <RecordProblemNotice problem={problem} />
      {officers.length > 1 && (
        <RadioGroup
          label={messages.whose}
          value={form.officer === '' ? undefined : form.officer}
          error={tried && form.officer === '' ? messages.chooseOne : undefined}
          onChange={(officer) => change({ officer })}
          choices={officers.map((name) => ({ value: name, label: name }))}
        />
      )}
      <TextArea
        label={messages.said}
        help={messages.saidHelp}
        value={form.said}
        limit={TEXT_LIMIT}
        error={tried && form.said.trim() === '' ? messages.errorBlank : undefined}
        onChange={(said) => change({ said })}
      />
      <p className="hint" role={failed ? 'alert' : undefined}>
        {failed ? messages.draftFailed : messages.draftKept}
      </p>
    </>
  );
}
