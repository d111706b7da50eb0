import { cleanText } from '@banso/shared/lib/text.ts';
import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import type { CompanyPage, ObjectionRequest, VisitOnPage } from '@banso/shared/protocol/company-page.ts';
import { useEffect, useRef, useState } from 'react';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { Phrases } from '../phrases.tsx';
import { messages } from './messages.ts';
import { dropDraft, keepDraft, type ObjectionDraft, pressed, readDraft, withText } from './objection-draft.ts';

export type ObjectionScreenProps = {
  readonly page: CompanyPage;
  readonly visit: VisitOnPage;
  readonly send: (said: Pick<ObjectionRequest, 'objection' | 'text' | 'name'>) => Promise<ServerAnswer<CompanyPage>>;
  readonly onSent: (page: CompanyPage) => void;
  readonly onCancel: () => void;
};

const LIMIT = 2_000;

/** どこがちがいますか: one text, and one press. Until the server has answered nothing says that it arrived. */
export function ObjectionScreen({ page, visit, send, onSent, onCancel }: ObjectionScreenProps) {
  const [draft, setDraft] = useState<ObjectionDraft>(() => readDraft(visit.visit));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<'unreachable' | ProblemCode | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const keep = (next: ObjectionDraft) => {
    setDraft(next);
    keepDraft(visit.visit, next);
  };
  const press = async () => {
    setTried(true);
    if (draft.text.trim() === '') return;
    const said = pressed(draft, Date.now());
    keep(said);
    setBusy(true);
    const asked = await send({ objection: said.objection, text: cleanText(said.text), name: cleanText(said.name) });
    setBusy(false);
    if (!('answer' in asked)) return setFailed('problem' in asked ? asked.problem : 'unreachable');
    dropDraft(visit.visit);
    onSent(asked.answer);
  };
  return (
    <Screen
      company
      actions={
        <>
          {failed && <Failed why={failed} />}
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void press()}>
            {messages.send}
          </Button>
          <Button look="text" wide onClick={onCancel}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <h1 ref={title} tabIndex={-1} className="company-page__title">
        <Phrases words={messages.differsTitle} />
      </h1>
      <p>{messages.differsAbout(messages.visit(visit.number))}</p>
      <TextArea
        label={messages.text}
        help={messages.textHelp}
        rows={5}
        limit={LIMIT}
        value={draft.text}
        error={tried && draft.text.trim() === '' ? messages.textBlank : undefined}
        onChange={(text) => keep(withText(draft, { text }))}
      />
      <TextField
        label={messages.name}
        autoComplete="name"
        value={draft.name}
        onChange={(name) => keep(withText(draft, { name }))}
      />
      <p>{messages.readers}</p>
      {page.inquiries !== '' && <p>{page.inquiries}</p>}
    </Screen>
  );
}

function Failed({ why }: { readonly why: 'unreachable' | ProblemCode }) {
  return why === 'unreachable' ? (
    <Notice kind="warn" title={messages.notSent} live>
      <p>{messages.notSentHint}</p>
    </Notice>
  ) : (
    <Notice kind="error" title={messages.refused} live>
      <p>{PROBLEMS[why].title}</p>
      <p>{PROBLEMS[why].todo}</p>
    </Notice>
  );
}
