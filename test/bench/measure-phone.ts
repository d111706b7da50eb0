import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { askPage } from './ask-page.ts';
import { openBulkInsert } from './bulk-insert.ts';
import { bundlePage } from './bundle-page.ts';
import { type Figure, inTurns, median } from './figures.ts';
import { type Exchange, type Front, openFront } from './front.ts';
import { type BenchOffice, makeBenchOffice } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const PUSHED_VISITS = 500;
const OPERATIONS_PER_VISIT = 6;
/** One whole push is seconds of work: fewer rounds than for a tap. */
const PUSH_RUNS = 5;
const TAP_RUNS = 30;
/** Beside the 500: visits for taps with nothing waiting, with everything waiting, and the one that waits alone. */
const ENGAGEMENTS = PUSHED_VISITS / 5 + 20;
const WAITING_VISIT_BYTES = 12_000;

type Bench = {
  readonly page: Page;
  readonly front: Front;
  readonly office: BenchOffice;
  readonly folder: string;
  /** The first phone's session, as the office's folder knows it. */
  readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
};

/** Taps, one waiting visit, 500 waiting visits and first contact: the real client in Chromium, the real server behind it. */
export const measurePhone = async (
  browser: Browser,
  { folder, migrationsDir }: { readonly folder: string; readonly migrationsDir: string },
): Promise<readonly Figure[]> => {
  const dataDir = join(folder, 'office');
  const office = await makeBenchOffice(dataDir, { engagements: ENGAGEMENTS, migrationsDir });
  const front = await openFront({ script: await bundlePage(), folder });
  const server = await startServer(dataDir);
  front.toServer(server.port);
  const page = await (await browser.newContext()).newPage();
  try {
    await page.goto(front.url);
    await askPage(page, 'signIn', office.linkToken);
    const bench = { page, front, office, folder, cookies: await page.context().cookies() };
    const tap = await measureTaps(bench, { name: 'tap → saved', firstVisit: PUSHED_VISITS });
    await askPage(page, 'sync');
    const waitingVisit = await measureWaitingVisit(bench);
    await recordAll(bench);
    await askPage(page, 'keep');
    const tapAfterAll = await measureTaps(bench, {
      name: 'tap → saved, 3,000 operations waiting',
      firstVisit: PUSHED_VISITS + 40,
    });
    await server.stop();
    return [tap, tapAfterAll, ...waitingVisit, ...(await measurePush(bench, dataDir))];
  } finally {
    await page.context().close();
    await server.stop();
    await front.close();
  }
};

const visitAt = ({ office }: Bench, at: number) => {
  const place = office.visits[at];
  if (!place) throw new Error(`visit ${at} was not planned`);
  return place;
};

const measureTaps = async (
  bench: Bench,
  { name, firstVisit }: { readonly name: string; readonly firstVisit: number },
): Promise<Figure> => {
  let at = firstVisit;
  const { ours, limit } = await inTurns(
    { runs: TAP_RUNS, warmUp: 5 },
    {
      ours: () => {
        at += 1;
        return askPage(bench.page, 'tap', visitAt(bench, at));
      },
      limit: () => askPage(bench.page, 'barePut'),
    },
  );
  return {
    name,
    unit: 'ms',
    ours: median(ours),
    limit: median(limit),
    limitName: 'bare strict put',
    atMost: 2,
    runs: TAP_RUNS,
  };
};

const measureWaitingVisit = async (bench: Bench): Promise<readonly Figure[]> => {
  await askPage(bench.page, 'recordVisits', [{ ...visitAt(bench, PUSHED_VISITS + 90), seed: 9_000 }]);
  bench.front.exchanges();
  await askPage(bench.page, 'sync');
  const exchanges = bench.front.exchanges();
  return [
    {
      name: 'a waiting visit: round trips',
      unit: 'round trips',
      ours: exchanges.length,
      limit: 1,
      limitName: 'one',
      atMost: 1,
      runs: 1,
    },
    {
      name: 'a waiting visit: bytes up',
      unit: 'bytes',
      ours: bytesUp(exchanges),
      limit: WAITING_VISIT_BYTES,
      limitName: 'budget',
      atMost: 1,
      runs: 1,
    },
  ];
};

const recordAll = async (bench: Bench): Promise<void> => {
  const visits = Array.from({ length: PUSHED_VISITS }, (_, seed) => ({ ...visitAt(bench, seed), seed }));
  await askPage(bench.page, 'recordVisits', visits);
  const { length } = await askPage(bench.page, 'waitingTexts');
  if (length !== PUSHED_VISITS * OPERATIONS_PER_VISIT) throw new Error(`${length} operations wait`);
};

type Round = {
  readonly pushMs: number;
  readonly pullMs: number;
  readonly postMs: number;
  readonly getMs: number;
  readonly insertMs: number;
  readonly push: readonly Exchange[];
  readonly pull: readonly Exchange[];
};

/** Each round: the same phone and the same server as before the push, then the limits with the same texts. */
const measurePush = async (bench: Bench, dataDir: string): Promise<readonly Figure[]> => {
  const bulkInsert = await openBulkInsert(bench.folder);
  const rounds: Round[] = [];
  try {
    for (let n = 0; n < PUSH_RUNS; n += 1) {
      const copy = join(bench.folder, `round-${n}`);
      cpSync(dataDir, copy, { recursive: true });
      const server = await startServer(copy);
      bench.front.toServer(server.port);
      rounds.push(await oneRound(bench, bulkInsert.run, server));
      rmSync(copy, { recursive: true, force: true });
    }
  } finally {
    await bulkInsert.close();
  }
  return figuresOf(rounds);
};

const oneRound = async (
  { page, front, office, cookies }: Bench,
  bulkInsert: (texts: readonly string[]) => Promise<number>,
  server: ServerProcess,
): Promise<Round> => {
  try {
    // The round before signed in on a server of its own, which this one knows nothing of.
    await page.context().clearCookies();
    await page.context().addCookies([...cookies]);
    await askPage(page, 'rewind');
    const texts = await askPage(page, 'waitingTexts');
    const postMs = await askPage(page, 'barePost');
    front.exchanges();
    const pushMs = await askPage(page, 'sync');
    const push = front.exchanges();
    const insertMs = await bulkInsert(texts);
    await askPage(page, 'becomeNew', office.nextLinkToken);
    front.exchanges();
    const pullMs = await askPage(page, 'sync');
    const pull = front.exchanges();
    const submitted = await askPage(page, 'submitted');
    if (submitted !== PUSHED_VISITS + 1) throw new Error(`a new phone sees ${submitted} submitted visits`);
    return { pushMs, pullMs, postMs, insertMs, getMs: await askPage(page, 'bareGet'), push, pull };
  } finally {
    await server.stop();
  }
};

const figuresOf = (rounds: readonly Round[]): readonly Figure[] => {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const pushMs = of((round) => round.pushMs);
  const beside = { unit: 'ms', atMost: null, runs: rounds.length } as const;
  const counted = { atMost: null, runs: rounds.length } as const;
  return [
    {
      ...beside,
      name: 'push of 500 visits',
      ours: pushMs,
      limit: of(({ postMs }) => postMs),
      limitName: 'one gzip POST + fsync',
    },
    {
      ...beside,
      name: 'push of 500 visits',
      ours: pushMs,
      limit: of(({ insertMs }) => insertMs),
      limitName: 'one bulk INSERT',
    },
    {
      ...beside,
      name: 'fresh pull of 500 visits',
      ours: of(({ pullMs }) => pullMs),
      limit: of(({ getMs }) => getMs),
      limitName: 'one gzip GET, parsed',
    },
    {
      ...counted,
      name: 'push of 500 visits: round trips',
      unit: 'round trips',
      ours: of(({ push }) => push.length),
      limit: 1,
      limitName: 'one POST',
    },
    {
      ...counted,
      name: 'push of 500 visits: bytes up',
      unit: 'bytes',
      ours: of(({ push }) => bytesUp(push)),
      limit: PUSHED_VISITS * WAITING_VISIT_BYTES,
      limitName: '500 budgets',
    },
    {
      ...counted,
      name: 'fresh pull of 500 visits: bytes down',
      unit: 'bytes',
      ours: of(({ pull }) => pull.reduce((sum, { bytesDown }) => sum + bytesDown, 0)),
      limit: PUSHED_VISITS * WAITING_VISIT_BYTES,
      limitName: '500 budgets',
    },
  ];
};

const bytesUp = (exchanges: readonly Exchange[]): number =>
  exchanges.reduce((sum, { bytesUp: bytes }) => sum + bytes, 0);
