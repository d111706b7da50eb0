import { papersToName } from '@banso/shared/engagement/paper.ts';
import { shortTextCode } from '@banso/shared/evidence/confirmation-text.ts';
import { COMPARED_WITH_PAPER, PAPER_WAYS } from '@banso/shared/evidence/confirmation.ts';
import { COMPARED_WORDS, PAPER_WAY_WORDS } from '@banso/shared/evidence/signer-words.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { PaperFields } from '../paper-fields.tsx';
import { blankPaperForm, errorsOfPaper, type PaperForm, reasonOf, signingOf } from '../paper-form.ts';
import { paperMessages } from '../paper-messages.ts';
import { PaperPhotos } from '../paper-photos.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { type FactsOnPaper, factsOnPaper, usePaperConfirmation } from '../use-paper-confirmation.ts';
import type { DeskRow } from './desk-rows.ts';
import { enterPaperMessages as messages } from './enter-paper-messages.ts';

type Compared = (typeof COMPARED_WITH_PAPER)[number];
const ALL_COMPARED = ['day', 'hours', 'break', 'place', 'gist'] as const satisfies typeof COMPARED_WITH_PAPER;

export type EnterPaperDialogProps = { readonly row: DeskRow; readonly onClose: () => void };

/**
 * 代理入力: the scan of the company's paper beside the record; each of the five facts is compared and ticked, and what is
 * entered bears the name of whoever entered it.
 */
export function EnterPaperDialog({ row, onClose }: EnterPaperDialogProps) {
  const { view, visit } = row;
  const { me } = useBanso();
  const today = dayInJapan(useNow());
  const [tried, setTried] = useState(false);
  const { form, change, failed, drop } = useKeptForm<PaperForm>(`paper/${visit.id}`, blankPaperForm(visit));
  const facts = factsOnPaper(view, visit);
  // Ticks belong to the text that was compared, and to this sitting: a changed record is compared again.
  const [agreed, setAgreed] = useState<{ readonly hash: string; readonly ticked: readonly Compared[] }>();
  const ticked = agreed && agreed.hash === facts?.hash ? agreed.ticked : [];
  const { confirm, busy, problem } = usePaperConfirmation(view, visit, facts);
  const papers = papersToName(view.engagement, { visit: visit.id, by: me.person });
  const errors = errorsOfPaper(form, { visit, copies: papers.length, today });
  const came = PAPER_WAYS.find((way) => way === form.came);
  const whole = ticked.length === COMPARED_WITH_PAPER.length;
  const enter = async () => {
    setTried(true);
    if (Object.keys(errors).length > 0 || !came || !whole) return;
    const { signer, proxy } = signingOf(form, { view, visit });
    const entered = { name: me.name, came, agrees: [...ALL_COMPARED] as [...typeof ALL_COMPARED] };
    const photos = papers.map(({ id }) => id);
    const manner = { by: 'paper', photos, writtenOn: form.writtenOn, reason: reasonOf(form), entered } as const;
    const signing = { signer: { ...signer, identifiedBy: 'companysPaper' as const }, proxy, manner };
    if (!(await confirm('confirmation-entered@1', signing))) return;
    await drop();
    onClose();
  };
  const incomplete = Object.keys(errors).length > 0 || !came || !whole;
  return (
    <Dialog
      open
      large
      holdsInput
      title={messages.title}
      onClose={onClose}
      actions={
        <>
          <Button look="solid" size="lg" wide busy={busy} disabled={facts === null} onClick={() => void enter()}>
            {messages.enter}
          </Button>
          <Button wide onClick={onClose}>
            {messages.later}
          </Button>
          {tried && incomplete && <p role="status">{messages.incomplete}</p>}
        </>
      }
    >
      <p>{messages.hint(me.name)}</p>
      {facts === null && <p role="status">{messages.notReady}</p>}
      <RecordProblemNotice problem={problem} />
      {failed && <p role="alert">{paperMessages.draftFailed}</p>}
      <div className="paper-compare">
        <PaperPhotos view={view} visit={visit} papers={papers} at="desk" error={tried ? errors.copies : undefined} />
        <div>
          {facts && (
            <Comparison
              facts={facts}
              ticked={ticked}
              error={tried && !whole ? messages.compareAll : undefined}
              onTick={(which, yes) =>
                setAgreed({
                  hash: facts.hash,
                  ticked: yes ? [...ticked, which] : ticked.filter((one) => one !== which),
                })
              }
            />
          )}
          <RadioGroup
            label={messages.came}
            value={form.came}
            error={tried && !came ? paperMessages.errorBlank : undefined}
            onChange={(way) => change({ came: way })}
            choices={PAPER_WAYS.map((value) => ({ value, label: PAPER_WAY_WORDS[value] }))}
          />
          <PaperFields {...{ view, visit, form, change }} errors={tried ? errors : {}} />
        </div>
      </div>
    </Dialog>
  );
}

/** Which lines of the confirmed text each tick is about. */
const LINES: Readonly<Record<Compared, readonly string[]>> = {
  day: ['日にち'],
  hours: ['時間', '実働'],
  break: ['休憩'],
  place: ['場所'],
  gist: ['支援の内容'],
};

type ComparisonProps = {
  readonly facts: FactsOnPaper;
  readonly ticked: readonly Compared[];
  readonly error: string | undefined;
  readonly onTick: (which: Compared, yes: boolean) => void;
};

function Comparison({ facts, ticked, error, onTick }: ComparisonProps) {
  const valueOf = (which: Compared) =>
    facts.lines
      .filter(({ label }) => LINES[which].includes(label))
      .map(({ value }) => value)
      .join('　');
  return (
    <fieldset className="field">
      <legend className="field__label">{messages.compare}</legend>
      <p className="field__help">
        {paperMessages.code}　<b className="paper-code">{shortTextCode(facts.hash)}</b>
        <br />
        {paperMessages.codeHelp}
      </p>
      {error && <FieldError id="compare-error">{error}</FieldError>}
      <div className="choices">
        {COMPARED_WITH_PAPER.map((which) => (
          <Checkbox
            key={which}
            label={messages.agrees(COMPARED_WORDS[which])}
            help={valueOf(which)}
            checked={ticked.includes(which)}
            onChange={(yes) => onTick(which, yes)}
          />
        ))}
      </div>
      <p className="hint">{messages.differs}</p>
    </fieldset>
  );
}
