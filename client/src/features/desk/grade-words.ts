import { grossMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Tap, Visit } from '@banso/shared/engagement/visit.ts';
import {
  brokenBound,
  type EvidenceGrade,
  type GradeReason,
  PROOF_TOLERANCE_MINUTES,
  provenMinutes,
} from '@banso/shared/evidence/grade.ts';
import { spokenDuration } from '@banso/shared/time/wareki.ts';
import { messages } from './messages.ts';
import { instantWords } from './words.ts';

const MINUTE_MS = 60_000;

/** Why a visit has its grade, sentence by sentence: which bound of the server proves what, or what contradicts it. */
export const gradeLines = (visit: Visit, { reason }: EvidenceGrade): readonly string[] => {
  const { start, end } = visit;
  if (!start || !end) return [say.missing[reason === 'typed' ? 'typed' : 'tap']];
  return linesByReason[reason]({ start, end, claimed: grossMinutes(visit) ?? 0 });
};

type Taps = { readonly start: Tap; readonly end: Tap; readonly claimed: number };

const say = messages.gradeWhy;

const linesByReason: Readonly<Record<GradeReason, (taps: Taps) => readonly string[]>> = {
  proven_by_server: (taps) => [
    ...serverLines(taps),
    say.proven(spokenDuration(wholeMinutes(taps))),
    say.enough(spokenDuration(taps.claimed), missingMinutes(taps), PROOF_TOLERANCE_MINUTES),
  ],
  consistent: (taps) => [
    ...serverLines(taps),
    ...(wholeMinutes(taps) > 0
      ? [
          say.proven(spokenDuration(wholeMinutes(taps))),
          say.notEnough(spokenDuration(taps.claimed), missingMinutes(taps), PROOF_TOLERANCE_MINUTES),
        ]
      : [say.noLength]),
    say.noContradiction,
  ],
  typed: () => [say.missing.typed, say.tapsKept],
  not_finished: () => [say.missing.tap],
  outside_bounds: ({ start, end }) => [
    ...outsideLine(messages.tapStart, start),
    ...outsideLine(messages.tapEnd, end),
    say.clockWrong,
  ],
  clock_jumped: ({ start, end }) => {
    const [wallMs, monoMs] = [end.reading.wallMs - start.reading.wallMs, end.reading.monoMs - start.reading.monoMs];
    const line = monoMs < 0 ? say.ranBackwards : say.jumped(spokenMinutes(wallMs), spokenMinutes(monoMs));
    return [line, say.clockWrong];
  },
  order_broken: ({ start, end }) => [
    start.device === end.device && start.seq >= end.seq ? say.orderOfRecords : say.orderOfClocks,
  ],
};

/** The two bounds that alone can prove a length: when the start had arrived, and the token inside the end. */
const serverLines = ({ start, end }: Taps): readonly string[] => [
  start.bounds.notAfterMs === null ? say.startNotArrived : say.startArrived(instantWords(start.bounds.notAfterMs)),
  end.bounds.notBeforeMs === null ? say.endWithoutToken : say.endToken(instantWords(end.bounds.notBeforeMs)),
];

const outsideLine = (label: string, tap: Tap): readonly string[] => {
  const broken = brokenBound(tap);
  const boundMs = broken && tap.bounds[broken];
  if (!broken || boundMs === null) return [];
  const words = broken === 'notBeforeMs' ? say.beforeToken : say.afterArrival;
  return [words(label, instantWords(tap.reading.wallMs), instantWords(boundMs))];
};

/** Rounded down: never a minute more than is proven. */
const wholeMinutes = ({ start, end }: Taps): number => Math.floor(provenMinutes(start, end));

const missingMinutes = (taps: Taps): number => Math.max(0, taps.claimed - wholeMinutes(taps));

const spokenMinutes = (ms: number): string => spokenDuration(Math.round(ms / MINUTE_MS));
