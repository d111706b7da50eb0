import type { Tap, TypedTime, Visit } from '@banso/shared/engagement/visit.ts';
import type { EvidenceGrade } from '@banso/shared/evidence/grade.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { locationWords } from '../location-words.ts';
import type { DeskRow } from './desk-rows.ts';
import { gradeLines } from './grade-words.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { usePersonName } from './use-person-name.ts';
import { GradeMark } from './visit-marks.tsx';
import { instantWords } from './words.ts';

/** How well the times are proven: the grade in words, and what the server can say of both taps. */
export function EvidenceSection({ row }: { readonly row: DeskRow }) {
  const { visit, judged } = row;
  const { start, end, typedTime } = visit;
  if (!start && !end && !typedTime) return null;
  return (
    <PaneSection title={messages.evidence}>
      {judged.grade ? <GradeWords visit={visit} grade={judged.grade} /> : <p>{messages.noGrade}</p>}
      {typedTime && <Typed typedTime={typedTime} />}
      <div className="table__scroll review__taps">
        <table className="table">
          <caption className="visually-hidden">{messages.taps}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{messages.measure}</span>
              </th>
              <th scope="col">{messages.tapStart}</th>
              <th scope="col">{messages.tapEnd}</th>
            </tr>
          </thead>
          <tbody>
            {MEASURES.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{start ? of(start) : messages.noTap}</td>
                <td>{end ? of(end) : messages.noTap}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{messages.boundsHelp}</p>
      <Locations row={row} />
      <p className="hint">{messages.gradeLimit}</p>
    </PaneSection>
  );
}

/** How far the phone was at the two taps, where the expert wanted it recorded; not having it says nothing. */
function Locations({ row: { view, visit } }: { readonly row: DeskRow }) {
  const { start, end } = view.engagement.locations[visit.id] ?? { start: null, end: null };
  if (!start && !end) return null;
  return (
    <Facts>
      {start && <Fact label={messages.locationStart}>{locationWords(start)}</Fact>}
      {end && <Fact label={messages.locationEnd}>{locationWords(end)}</Fact>}
    </Facts>
  );
}

function GradeWords({ visit, grade }: { readonly visit: Visit; readonly grade: EvidenceGrade }) {
  return (
    <>
      <GradeMark grade={grade} />
      <p>
        <strong>{messages.gradeTitles[grade.reason]}</strong>
      </p>
      <ul className="review__why" aria-label={messages.gradeWhyTitle}>
        {gradeLines(visit, grade).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

function Typed({ typedTime }: { readonly typedTime: TypedTime }) {
  const name = usePersonName(typedTime.by);
  return (
    <Facts>
      <Fact label={messages.typedTime} note={messages.typedBy(name, instantWords(typedTime.atMs))} stacked>
        {typedTime.reason}
      </Fact>
    </Facts>
  );
}

type Measure = { readonly label: string; readonly of: (tap: Tap) => string };

const MEASURES: readonly Measure[] = [
  { label: messages.phoneClock, of: ({ reading }) => instantWords(reading.wallMs) },
  { label: messages.notBefore, of: ({ bounds }) => boundWords(bounds.notBeforeMs) },
  { label: messages.notAfter, of: ({ bounds }) => boundWords(bounds.notAfterMs) },
];

function boundWords(atMs: number | null): string {
  return atMs === null ? messages.boundUnknown : instantWords(atMs);
}
