import { cleanText } from '@banso/shared/lib/text.ts';
import type { RoleGrant } from '@banso/shared/operation/context.ts';
import { makesAdministrator } from '@banso/shared/person/role-ends.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { type FormEvent, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { messages } from './messages.ts';
import { lacksEnd } from './lacks-end.ts';
import { RolesField } from './roles-field.tsx';

export type RolesSectionProps = { readonly person: Person; readonly programmes: readonly Programme[] };

/** Other roles from now on, or none, each with its reason. */
export function RolesSection({ person, programmes }: RolesSectionProps) {
  const { me, sync } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [roles, setRoles] = useState<readonly RoleGrant[]>(person.roles);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [ending, setEnding] = useState(false);
  const change = async (wanted: readonly RoleGrant[]) => {
    setTried(true);
    if (reason.trim() === '' || lacksEnd(wanted)) return;
    if (makesAdministrator(wanted, person.roles) && !(await prove())) return;
    const body = { roles: [...wanted], reason: cleanText(reason).trim() };
    if (await record({ type: 'person-roles-changed@1', aggregate: person.id, body })) await sync.syncNow();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (roles.length > 0) void change(roles);
    else setTried(true);
  };
  const today = dayInJapan(useNow());
  const mayEnd = person.id !== me.person && person.roles.length > 0;
  return (
    <>
      <form className="section people__form" onSubmit={submit} noValidate>
        <h2>{messages.changeTitle}</h2>
        <p>{messages.changeHint}</p>
        <RolesField {...{ roles, programmes, today, tried }} onChange={setRoles} />
        <TextField
          label={messages.reason}
          value={reason}
          onChange={setReason}
          error={tried && reason.trim() === '' ? messages.blank : undefined}
        />
        <RecordProblemNotice problem={problem} />
        <div className="button-row">
          <Button type="submit" busy={busy}>
            {messages.change}
          </Button>
          {mayEnd && (
            <Button
              danger
              onClick={() => {
                setTried(true);
                if (reason.trim() !== '') setEnding(true);
              }}
            >
              {messages.end}
            </Button>
          )}
        </div>
        <Dialog
          open={ending}
          onClose={() => setEnding(false)}
          title={messages.endAsk(person.name)}
          actions={
            <>
              <Button
                look="solid"
                danger
                wide
                onClick={() => {
                  setEnding(false);
                  void change([]);
                }}
              >
                {messages.end}
              </Button>
              <Button wide onClick={() => setEnding(false)}>
                {messages.cancel}
              </Button>
            </>
          }
        >
          <p>{messages.endHint}</p>
        </Dialog>
      </form>
      {question}
    </>
  );
}
