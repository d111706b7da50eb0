import type { Chance } from './chance.ts';

/**
 * How often each trouble comes where it can come, in a seed of middling luck. Those of messages count per message, those of
 * the disk per transaction (`crashAtRequest` per request), `crashAtCall` per call of a tab to anything outside of it, the last
 * group per moment of the day.
 */
const USUAL = {
  requestLost: 0.05,
  answerLost: 0.07,
  duplicated: 0.05,
  slow: 0.08,
  truncated: 0.03,
  captivePortal: 0.03,
  badGateway: 0.03,
  tooMany: 0.02,
  tooLarge: 0.015,
  signedOut: 0.02,
  halfOpen: 0.1,
  crashAtCall: 0.002,
  crashAtRequest: 0.0005,
  crashAfterCommit: 0.005,
  connectionDies: 0.006,
  commitUnheard: 0.02,
  diskFull: 0.006,
  databaseStalls: 0.02,
  serverDiesAtStatement: 0.0008,
  serverDiesAfterCommit: 0.008,
  powerCut: 0.02,
  eviction: 0.006,
  freeze: 0.03,
  clockJump: 0.03,
  clone: 0.008,
  otherUser: 0.02,
  serverDies: 0.02,
  databaseDies: 0.015,
  sessionsEnd: 0.02,
  restore: 0.006,
  poison: 0.05,
  rush: 0.2,
} as const;

export type Trouble = keyof typeof USUAL;
export const TROUBLES = Object.keys(USUAL) as readonly Trouble[];

export type Troubles = {
  /** Whether this one comes now. */
  readonly strikes: (trouble: Trouble) => boolean;
  /** How often it has come so far. */
  readonly count: (trouble: Trouble) => number;
  /** From now on everything works. */
  readonly end: () => void;
  readonly isOver: () => boolean;
  /** The troubles of this seed, for its trace. */
  readonly chosen: readonly string[];
};

/** A random half of all troubles, each at a rate of its own. One seed in ten has none. */
export const chooseTroubles = (chance: Chance): Troubles => {
  const calm = chance.happens(0.1);
  const rates = new Map(
    TROUBLES.flatMap((trouble) => {
      const chosen = chance.happens(0.5);
      const factor = chance.pick([0.4, 1, 2.5]);
      return chosen && !calm ? [[trouble, USUAL[trouble] * factor] as const] : [];
    }),
  );
  let over = false;
  const counts = new Map<Trouble, number>();
  return {
    strikes: (trouble) => {
      const rate = rates.get(trouble);
      const comes = rate !== undefined && !over && chance.happens(rate);
      if (comes) counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
      return comes;
    },
    count: (trouble) => counts.get(trouble) ?? 0,
    end: () => {
      over = true;
    },
    isOver: () => over,
    chosen: [...rates].map(([trouble, rate]) => `${trouble} ${rate.toFixed(4)}`),
  };
};
