import type { FieldValue, FieldValues, Written, WrittenChange } from '@banso/shared/engagement/written.ts';
import { fieldSchemas, type FormDefinition, problemsOf } from '@banso/shared/forms/definition.ts';
import * as v from 'valibot';
import type { Recorded } from '../../store/client-store.ts';
import { FormFields } from '../form-fields.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { SavedLine } from '../saved-line.tsx';
import { OtherTexts } from './other-texts.tsx';
import { useWrittenDraft } from './use-written-draft.ts';

export type RecordEditorProps<Values extends FieldValues> = {
  readonly draftKey: string;
  readonly form: FormDefinition<Values>;
  readonly written: Written<Values>;
  readonly record: (changes: WrittenChange[]) => Promise<Recorded>;
};

/** A record that several people write and nobody hands in: what is typed is recorded by itself. Remount (`key`) for another one. */
export function RecordEditor<Values extends FieldValues>({
  draftKey,
  form,
  written,
  record,
}: RecordEditorProps<Values>) {
  const schemas: Readonly<Record<string, v.GenericSchema>> = fieldSchemas(form);
  const draft = useWrittenDraft<Values>({
    key: draftKey,
    written,
    fits: (field: string, value: FieldValue) => v.is(schemas[field] ?? v.never(), value),
    record: (_store, changes) => record(changes),
  });
  const labelOf = (field: string): string =>
    Object.entries<{ readonly label: string }>(form.fields).find(([key]) => key === field)?.[1].label ?? field;
  return (
    <>
      <RecordProblemNotice problem={draft.problem} />
      <OtherTexts conflicts={written.conflicts} values={written.values} labelOf={labelOf} record={record} />
      <FormFields
        form={form}
        values={draft.values}
        problems={problemsOf(form, draft.values, undefined).filter(({ key }) => draft.values[key])}
        onChange={(key, value) => {
          draft.type({ [key]: value });
          if (form.fields[key].as.kind === 'oneOf') draft.leave();
        }}
        onLeave={draft.leave}
      />
      <SavedLine draft={draft} />
    </>
  );
}
