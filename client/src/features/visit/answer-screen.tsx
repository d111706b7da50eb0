import type { OpinionAnswer } from '@banso/shared/engagement/team.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useRecord } from '../../sync/use-record.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { draftKeys } from '../draft-keys.ts';
import { OpinionList } from '../opinion-list.tsx';
import { paths } from '../paths.ts';
import { teamMessages } from '../team-messages.ts';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { VisitForm } from './visit-form.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';

const REPLY_LIMIT = 4_000;
const HANDLINGS = ['adopted', 'partly', 'declined'] as const satisfies readonly OpinionAnswer['handling'][];

/** How a support officer's opinion is taken into account. */
export function AnswerScreen({ view, visit }: VisitScreenProps) {
  const [, navigate] = useLocation();
  const id = new URLSearchParams(useSearch()).get('opinion') ?? '';
  const opinion = view.engagement.opinions[id];
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const { form, change, failed, drop } = useKeptForm(draftKeys.answer(id), { handling: '', reply: '' });
  const handling = HANDLINGS.find((one) => one === form.handling);
  const back = paths.visit({ engagement: view.id, visit: visit.id });
  const save = async () => {
    setTried(true);
    const reply = cleanText(form.reply).trim();
    if (!handling || reply === '') return;
    const body = { opinion: id, handling, reply };
    if (!(await record({ type: 'opinion-answered@1', aggregate: view.id, body }))) return;
    await drop();
    navigate(back);
  };
  return (
    <VisitForm
      {...{ view, visit, problem, failed }}
      title={messages.answerTitle}
      save={{ label: messages.saveAnswer, busy, go: save }}
    >
      {opinion && <OpinionList view={view} opinions={[opinion]} />}
      <RadioGroup
        label={messages.handling}
        value={handling}
        error={tried && !handling ? messages.chooseOne : undefined}
        onChange={(value) => change({ handling: value })}
        choices={HANDLINGS.map((value) => ({ value, label: teamMessages.handling[value] }))}
      />
      <TextArea
        label={messages.reply}
        help={messages.replyHelp}
        value={form.reply}
        limit={REPLY_LIMIT}
        error={tried && form.reply.trim() === '' ? messages.errorBlank : undefined}
        onChange={(reply) => change({ reply })}
      />
    </VisitForm>
  );
}
