import { delegatesOn, type Engagement, visitsInOrder } from '../engagement/engagement.ts';
import type { ClosingConfirmation } from '../engagement/closing-confirmation.ts';
import type { Visit } from '../engagement/visit.ts';
import type { ConfirmationLine, ConfirmationParties } from '../evidence/confirmation-text.ts';
import { isDisproved } from '../evidence/confirmation.ts';
import { sha256Hex } from '../lib/hash.ts';
import { foldName } from '../lib/text.ts';
import { dayInJapan } from '../time/day.ts';
import { formTime, wareki } from '../time/wareki.ts';

/** One row of 様式第5号 (FY5-9…13) in the words that are printed, shown and signed. */
export type ClosingRow = {
  readonly visit: string;
  readonly label: string;
  readonly day: string;
  readonly hours: string;
  readonly gist: string;
  readonly place: string;
};

/** The rows of an engagement: every visit that was held, in the order of their numbers. */
export const closingRows = (engagement: Engagement): readonly ClosingRow[] =>
  visitsInOrder(engagement).flatMap((visit) => rowOf(visit) ?? []);

const rowOf = ({ id, number, status, time, fields }: Visit): ClosingRow | null => {
  if (status === 'cancelled' || !time?.to) return null;
  const end = time.toOn === time.on ? formTime(time.to) : `${wareki(time.toOn)}${formTime(time.to)}`;
  return {
    visit: id,
    label: number === null ? '回数未定' : `第${number}回`,
    day: wareki(time.on),
    hours: `${formTime(time.from)}～${end}`,
    gist: fields.gist,
    place: fields.mode === 'online' ? 'オンライン' : fields.place,
  };
};

/** What the company reads at the end: the two names and every row, no amount. Null while no visit was held. */
export const closingLines = (
  engagement: Engagement,
  { company, expert }: ConfirmationParties,
): readonly ConfirmationLine[] | null => {
  const rows = closingRows(engagement);
  if (rows.length === 0) return null;
  return [
    { label: '会社', value: company },
    { label: '専門家', value: expert },
    ...rows.map(({ label, day, hours, gist, place }) => ({
      label,
      value: `${day}　${hours}\n場所：${place}\n${gist}`,
    })),
  ];
};

/** The canonical text of the closing confirmation, version 1; what is hashed is its UTF-8. */
export const closingText = (engagement: Engagement, parties: ConfirmationParties): string | null =>
  closingLines(engagement, parties)
    ?.map(({ label, value }) => `${label}：${value}`)
    .join('\n') ?? null;

/** True while the rows are what was signed, and the signature was not disproved (L12). */
export const closingStands = (engagement: Engagement, confirmation: ClosingConfirmation): boolean => {
  if (isDisproved({ ...confirmation, codeProof: null, paperProof: null })) return false;
  const text = closingText(engagement, confirmation.parties);
  return text !== null && text === confirmation.text && sha256Hex(text) === confirmation.hash;
};

/** FY5-14: the representative signs, or somebody who is entrusted with it in the office's register on the day of the signature. */
export const maySignClosing = (engagement: Engagement, { signer, reading }: ClosingConfirmation): boolean =>
  signer.role === 'representative' ||
  delegatesOn(engagement, dayInJapan(reading.wallMs)).some(({ name }) => foldName(name) === foldName(signer.name));

/** Closing confirmations, newest last (ids are UUIDv7). */
const inOrder = ({ closingConfirmations }: Engagement): readonly ClosingConfirmation[] =>
  Object.values(closingConfirmations).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The newest confirmation that stands, else the newest that fell; null where the company has not signed. */
export const closingOf = (
  engagement: Engagement,
): { readonly confirmation: ClosingConfirmation; readonly stands: boolean } | null => {
  const all = inOrder(engagement);
  const standing = all.findLast((one) => closingStands(engagement, one));
  const confirmation = standing ?? all.at(-1);
  return confirmation ? { confirmation, stands: standing !== undefined } : null;
};
