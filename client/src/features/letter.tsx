import type { ReactNode } from 'react';
import '../ui/printed-alone.css';
import './letter.css';

export type LetterProps = {
  readonly title: string;
  /** Said to those who do not see it; the title unless given. */
  readonly label?: string;
  readonly date: string;
  readonly to: string;
  readonly from: string;
  readonly lead: string;
  /** Between the lead and the table: 記 */
  readonly note?: string;
  readonly rows: readonly (readonly [label: string, words: string])[];
  readonly heading: 'h2' | 'h3';
};

/** A letter of the office as it will be printed, alone on its paper: date, to whom, from whom, and what it says as a table. */
export function Letter({
  title,
  label = title,
  date,
  to,
  from,
  lead,
  note,
  rows,
  heading: Heading,
}: LetterProps): ReactNode {
  return (
    <article className="letter printed-alone" aria-label={label}>
      <p className="letter__right">{date}</p>
      <p>{to}</p>
      <p className="letter__right">{from}</p>
      <Heading>{title}</Heading>
      <p>{lead}</p>
      {note !== undefined && <p className="letter__middle">{note}</p>}
      <table className="letter__table">
        <tbody>
          {rows.map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
