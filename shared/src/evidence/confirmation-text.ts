import type { Visit } from '../engagement/visit.ts';
import { spokenDuration, spokenTime, wareki } from '../time/wareki.ts';
import { netMinutes } from '../engagement/net-minutes.ts';

/** One line of what the company reads: the screen and the hash are made from the same lines. */
export type ConfirmationLine = { readonly label: string; readonly value: string };

export type ConfirmationParties = { readonly company: string; readonly expert: string };

/**
 * The facts a company signs, in order: date, from–to, break, place or online, who was there, number, gist — under the two
 * names that were on the screen. Null while the visit has no end. Source: requirements section 0 item 1.
 */
export const confirmationLines = (visit: Visit, parties: ConfirmationParties): readonly ConfirmationLine[] | null => {
  const { time, fields } = visit;
  const minutes = netMinutes(visit);
  if (!time?.to || minutes === null) return null;
  return [
    { label: '会社', value: parties.company },
    { label: '日にち', value: wareki(time.on) },
    { label: '時間', value: `${spokenTime(time.from)}から${endOfVisit(visit)}まで` },
    { label: '休憩', value: fields.breakMinutes === 0 ? 'なし' : `${fields.breakMinutes}分` },
    { label: '実働', value: `${spokenDuration(minutes)}（${minutes}分）` },
    { label: '場所', value: fields.mode === 'online' ? 'オンライン' : fields.place },
    { label: '専門家', value: parties.expert },
    { label: '回', value: visit.number === null ? '未定' : `第${visit.number}回` },
    { label: '同席', value: fields.present },
    { label: '支援の内容', value: fields.gist },
  ];
};

/** The canonical text, version 1: `label：value`, one line feed between lines, none at the end. What is hashed is this text's UTF-8. */
export const confirmationText = (visit: Visit, parties: ConfirmationParties): string | null =>
  confirmationLines(visit, parties)
    ?.map(({ label, value }) => `${label}：${value}`)
    .join('\n') ?? null;

/**
 * The first eight digits of the text's hash in two groups (`3FA9 C210`): printed on the slip that is signed by hand and shown
 * beside its photo, so that a person sees at a glance whether the paper was made from these very facts.
 */
export const shortTextCode = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`.toUpperCase();

const endOfVisit = ({ time }: Visit): string => {
  if (!time?.to) return '';
  return time.toOn === time.on ? spokenTime(time.to) : `${wareki(time.toOn)}の${spokenTime(time.to)}`;
};
