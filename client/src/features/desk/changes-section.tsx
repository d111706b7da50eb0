import type { Visit } from '@banso/shared/engagement/visit.ts';
import { DiffText, DiffValue } from '../../ui/diff-text.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { type ChangeSinceReturn, changesSinceReturn } from './changes-since-return.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { fieldWords, placeLabel, timeWords } from './words.ts';

/** 前回から変わったところ: what was mended after the last return, beside what was asked for. */
export function ChangesSection({ visit }: { readonly visit: Visit }) {
  const changes = changesSinceReturn(visit);
  if (!changes) return null;
  const comments = visit.sentBack.at(-1)?.comments ?? [];
  const untouched = comments.filter(({ field }) => !changes.some((change) => change.field === field));
  return (
    <PaneSection title={messages.changes}>
      <p className="hint">{changes.length === 0 ? messages.noChanges : messages.changesHint}</p>
      <Facts>
        {changes.map((change) => (
          <Fact key={change.field} label={placeLabel(change.field)} stacked>
            {comments
              .filter(({ field }) => field === change.field)
              .map(({ text }) => (
                <small key={text}>{messages.asked(text)}</small>
              ))}
            <Change change={change} />
          </Fact>
        ))}
        {untouched.map(({ field, text }) => (
          <Fact key={`${field}/${text}`} label={placeLabel(field)} stacked>
            <small>{messages.asked(text)}</small>
            {field === 'whole' || field === 'signature' ? '' : messages.unchanged}
          </Fact>
        ))}
      </Facts>
    </PaneSection>
  );
}

function Change({ change }: { readonly change: ChangeSinceReturn }) {
  if (change.field === 'time') return <DiffValue before={timeWords(change.before)} after={timeWords(change.after)} />;
  const [before, after] = [fieldWords(change.field, change.before), fieldWords(change.field, change.after)];
  return SHORT_FIELDS.includes(change.field) ? (
    <DiffValue before={before} after={after} />
  ) : (
    <DiffText before={before} after={after} />
  );
}

/** Values that are read whole: word by word they would say nothing. */
const SHORT_FIELDS: readonly ChangeSinceReturn['field'][] = [
  'mode',
  'breakMinutes',
  'progress',
  'nextOn',
  'nextFrom',
  'nextTo',
];
