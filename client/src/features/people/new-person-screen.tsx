import { cleanText } from '@banso/shared/lib/text.ts';
import { makesAdministrator } from '@banso/shared/person/role-ends.ts';
import type { RoleGrant } from '@banso/shared/operation/context.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { lacksEnd } from './lacks-end.ts';
import { messages } from './messages.ts';
import { RolesField } from './roles-field.tsx';

/** Registers somebody with their roles; the invitation follows on their own page. */
export function NewPersonScreen() {
  const { newId, sync } = useBanso();
  const [, navigate] = useLocation();
  const programmes = useQuery((store) => store.programmes(), []);
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [fields, setFields] = useState({ name: '', kana: '', number: '', from: '', to: '' });
  const [roles, setRoles] = useState<readonly RoleGrant[]>([]);
  const [tried, setTried] = useState(false);
  const today = dayInJapan(useNow());
  const isExpert = roles.some(({ role }) => role === 'expert');
  const isBlank = (text: string) => text.trim() === '';
  const wrong =
    isBlank(fields.name) ||
    roles.length === 0 ||
    lacksEnd(roles) ||
    (isExpert && [fields.number, fields.from, fields.to].some(isBlank));
  const field = (key: keyof typeof fields) => ({
    value: fields[key],
    onChange: (value: string) => setFields((now) => ({ ...now, [key]: value })),
    error: tried && key !== 'kana' && isBlank(fields[key]) ? messages.blank : undefined,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong) return;
    if (makesAdministrator(roles, []) && !(await prove())) return;
    const id = newId();
    const clean = (text: string) => cleanText(text).trim();
    const { number, from, to } = fields;
    const registration = isExpert ? { number: clean(number), from, to } : null;
    const body = { name: clean(fields.name), kana: clean(fields.kana), roles: [...roles], registration };
    if (!(await record({ type: 'person-registered@1', aggregate: id, body }))) return;
    await sync.syncNow();
    navigate(paths.person(id));
  };
  return (
    <>
      <ButtonLink look="text" icon="back" href={paths.people}>
        {messages.back}
      </ButtonLink>
      <h1>{messages.newTitle}</h1>
      <p>{messages.newHint}</p>
      <form className="people__form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={messages.name} need="required" {...field('name')} />
        <TextField label={messages.kana} need="optional" {...field('kana')} />
        <h2>{messages.rolesHead}</h2>
        {tried && roles.length === 0 && <FieldError id="roles-error">{messages.rolesMissing}</FieldError>}
        <RolesField {...{ roles, today, tried }} programmes={programmes ?? []} onChange={setRoles} />
        {isExpert && (
          <>
            <TextField
              label={messages.registrationNumber}
              help={messages.registrationHelp}
              need="required"
              {...field('number')}
            />
            <TextField
              label={messages.registrationFrom}
              need="required"
              type="date"
              width="medium"
              {...field('from')}
            />
            <TextField label={messages.registrationTo} need="required" type="date" width="medium" {...field('to')} />
          </>
        )}
        <RecordProblemNotice problem={problem} />
        <Button type="submit" look="solid" busy={busy}>
          {messages.register}
        </Button>
      </form>
      {question}
    </>
  );
}
