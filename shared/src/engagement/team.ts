import type { Day } from '../time/day.ts';
import { instantInJapan } from '../time/day.ts';
import type { Engagement, EngagementCore } from './engagement.ts';
import type { Visit } from './visit.ts';

/** Somebody of a recommending body who joins the visits. Without an account `person` is null: nothing ever waits for one. */
export type Officer = { readonly person: string | null; readonly name: string; readonly organisation: string };

/** Who supports the company besides the chosen expert. */
export type Team = {
  readonly officers: readonly Officer[];
  /** Who visits until an expert is chosen, in programmes where the choice comes out of the visits. */
  readonly interimExpert: string | null;
};

/** What expert and support officers agreed before or after a visit, as it was written. A correction is another record. */
export type JointMeeting = {
  readonly id: string;
  readonly visit: string;
  readonly when: 'before' | 'after';
  readonly on: Day;
  readonly present: string;
  readonly agreed: string;
  readonly corrects: string | null;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
};

export type OpinionAnswer = {
  readonly handling: 'adopted' | 'partly' | 'declined';
  readonly reply: string;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
};

/** An opinion or a wish of a support officer, on one visit or on the whole support, with every answer it got. */
export type Opinion = {
  readonly id: string;
  readonly visit: string | null;
  /** Whose opinion it is; `by` wrote it down, which may be the expert to whom it was said. */
  readonly officer: string;
  readonly said: string;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
  readonly answers: readonly OpinionAnswer[];
};

/** The expert who acts on an engagement now: the one chosen, and before the choice the one who visits meanwhile. */
export const expertInCharge = ({ core, team }: Pick<Engagement, 'core' | 'team'>): string | null =>
  core && (core.expert ?? team?.interimExpert ?? null);

/** Everybody who was the expert in charge: whoever was replaced is still paid for their visits. */
export const expertsPaid = ({ core, team }: Pick<Engagement, 'core' | 'team'>): readonly string[] => {
  const inCharge = expertInCharge({ core, team });
  const chosen = core?.assignments.map(({ expert }) => expert) ?? [];
  return [...new Set([...chosen, ...(inCharge === null ? [] : [inCharge])])];
};

/** The expert in charge on a day, by the days of the choices; on days before the first choice the interim one, else the first chosen. */
export const expertOn = ({ core, team }: Pick<Engagement, 'core' | 'team'>, day: Day): string | null => {
  const choices: EngagementCore['assignments'] = core?.assignments ?? [];
  const chosen = choices.findLast(({ on }) => on <= day) ?? null;
  return chosen?.expert ?? team?.interimExpert ?? choices[0]?.expert ?? core?.expert ?? null;
};

/** Whether this person joins the engagement as a support officer. */
export const isOfficerOf = ({ team }: Pick<Engagement, 'team'>, person: string): boolean =>
  team?.officers.some((officer) => officer.person === person) ?? false;

/** The joint meetings around a visit as they stand: those that a later record corrects are left out. Oldest first. */
export const meetingsOf = ({ meetings }: Pick<Engagement, 'meetings'>, visit: string): readonly JointMeeting[] => {
  const all = Object.values(meetings);
  const corrected = new Set(all.map(({ corrects }) => corrects));
  return all
    .filter((meeting) => meeting.visit === visit && !corrected.has(meeting.id))
    .toSorted((a, b) => (`${a.on} ${a.id}` < `${b.on} ${b.id}` ? -1 : 1));
};

/** Every opinion, oldest first. */
export const opinionsInOrder = ({ opinions }: Pick<Engagement, 'opinions'>): readonly Opinion[] =>
  Object.values(opinions).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));

/** How an opinion was taken. */
export const HANDLING_WORDS: Readonly<Record<OpinionAnswer['handling'], string>> = {
  adopted: '取り入れる',
  partly: '一部を取り入れる',
  declined: '取り入れない',
};

/**
 * The opinions that belong to a visit: those about it, and those that were known and open when it began (T-4-1-エ-エ), whatever
 * became of them since. Oldest first.
 */
export const opinionsAround = (
  engagement: Pick<Engagement, 'opinions'>,
  { id, time }: Pick<Visit, 'id' | 'time'>,
): readonly Opinion[] => {
  const beganAtMs = time && instantInJapan(time.on, time.from);
  return opinionsInOrder(engagement).filter(
    ({ visit, atMs, answers: [first] }) =>
      visit === id || (beganAtMs !== null && atMs < beganAtMs && (first === undefined || first.atMs >= beganAtMs)),
  );
};

/** Opinions that nobody has answered yet, oldest first. */
export const openOpinions = (engagement: Pick<Engagement, 'opinions'>): readonly Opinion[] =>
  opinionsInOrder(engagement).filter(({ answers }) => answers.length === 0);

/** Open opinions that were known before this visit began: they belong into it (T-4-1-エ-エ). */
export const opinionsDueAt = (
  engagement: Pick<Engagement, 'opinions'>,
  { time }: Pick<Visit, 'time'>,
): readonly Opinion[] =>
  time === null ? [] : openOpinions(engagement).filter(({ atMs }) => atMs < instantInJapan(time.on, time.from));
