import { type Chance, chanceOf } from './chance.ts';

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

/**
 * Troubles that were added later. Whether a seed has one (`share`), and when it comes, is drawn from a stream of its own: all other
 * seeds keep the course that they had, and so does everything else in these.
 */
const OF_ITS_OWN = {
  /** A request whose end is missing when it arrives; per message. */
  requestCut: { share: 0.15, rate: 0.04 },
  /** The sign-in page of a hotel as it is: HTML with status 200; per message. */
  htmlPage: { share: 0.15, rate: 0.04 },
  /** Each server process has the production's own limit of requests, set low; per message counted. */
  tightLimit: { share: 0.2, rate: 1 },
  /** A process that starts runs an earlier program, on the database that the present one has brought up to date. */
  earlierServer: { share: 0.2, rate: 0.5 },
  /** The app is updated on one browser: what is opened from now on is a later one, and what stands open goes on. Per moment. */
  update: { share: 0.2, rate: 0.1 },
  /** Somebody's role is taken away while their device sends and fetches, and is given back later; per moment. */
  roleEnds: { share: 0.2, rate: 0.5 },
  /** A tab locks itself; per tab and moment. */
  locks: { share: 0.2, rate: 0.15 },
} as const;

type Late = keyof typeof OF_ITS_OWN;
export type Trouble = keyof typeof USUAL | Late;
const TROUBLES = Object.keys(USUAL) as readonly (keyof typeof USUAL)[];
const LATE = Object.keys(OF_ITS_OWN) as readonly Late[];

export type Troubles = {
  /** Whether this one comes now. */
  readonly strikes: (trouble: Trouble) => boolean;
  /** How often it has come so far. */
  readonly count: (trouble: Trouble) => number;
  /** The stream of a later trouble that this seed has, for whatever else it draws; null: it has none. */
  readonly has: (trouble: Late) => Chance | null;
  /** From now on everything works. */
  readonly end: () => void;
  readonly isOver: () => boolean;
  /** The troubles of this seed, for its trace. */
  readonly chosen: readonly string[];
};

/** A random half of all troubles, each at a rate of its own, and some of the later ones. One seed in ten has none. */
export const chooseTroubles = (seed: number): Troubles => {
  const chance = chanceOf(seed, 'troubles');
  const calm = chance.happens(0.1);
  const rates = new Map(
    TROUBLES.flatMap((trouble) => {
      const chosen = chance.happens(0.5);
      const factor = chance.pick([0.4, 1, 2.5]);
      return chosen && !calm ? [[trouble, USUAL[trouble] * factor] as const] : [];
    }),
  );
  const late = new Map<Trouble, { readonly own: Chance; readonly rate: number }>();
  for (const trouble of LATE) {
    const own = chanceOf(seed, `trouble/${trouble}`);
    const { share, rate } = OF_ITS_OWN[trouble];
    if (own.happens(share) && !calm) late.set(trouble, { own, rate: rate * own.pick([0.4, 1, 2]) });
  }
  const happens = (trouble: Trouble): boolean => {
    const mine = late.get(trouble);
    if (mine) return mine.own.happens(mine.rate);
    const rate = rates.get(trouble as keyof typeof USUAL);
    return rate !== undefined && chance.happens(rate);
  };
  let over = false;
  const counts = new Map<Trouble, number>();
  return {
    strikes: (trouble) => {
      const comes = !over && happens(trouble);
      if (comes) counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
      return comes;
    },
    count: (trouble) => counts.get(trouble) ?? 0,
    end: () => {
      over = true;
    },
    isOver: () => over,
    has: (trouble) => late.get(trouble)?.own ?? null,
    chosen: [...[...rates].map(([trouble, rate]) => `${trouble} ${rate.toFixed(4)}`), ...late.keys()],
  };
};
