import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chanceOf } from '../simulation/world/chance.ts';
import { onPglite } from '../support/databases.ts';
import { testServers } from '../support/test-server.ts';
import { drawMoments, lostBy, type RecordedOffice, recordOffice } from './power-cuts.ts';

/** `BANSO_POWER_CUTS=50 npm test -- --lane chaos power-cut` fails the power at fifty moments of each kind; `BANSO_SEED` at others. */
const EACH = Number(process.env['BANSO_POWER_CUTS'] ?? 1);
const SEED = Number(process.env['BANSO_SEED'] ?? 1);
const CUT_MS = 60_000;

describe('The power fails (pglite)', () => {
  const servers = testServers(onPglite());
  let office: RecordedOffice;
  beforeAll(async () => {
    office = await recordOffice(servers.open);
  });
  afterAll(() => office.remove());

  test.each(['answered', 'within', 'checkpoint'] as const)(
    '[L3.82] %s: what was flushed, and no more, holds everything that was acknowledged',
    { timeout: (1 + 2 * EACH) * CUT_MS },
    async (kind) => {
      for (const moment of drawMoments(office.events, { seed: SEED, each: EACH })[kind])
        for (const remains of ['flushed', 'torn'] as const) {
          const lost = await lostBy(office, { moment, remains, chance: chanceOf(SEED, `cut ${moment}`) });
          expect({ moment, remains, lost }).toEqual({ moment, remains, lost: [] });
        }
    },
  );

  test('[L3.82] a disk that passes flushes over loses what was acknowledged: the trial sees it', async () => {
    const events = office.events.filter(({ what }) => what !== 'flush');
    const lost = await lostBy(
      { ...office, events },
      { moment: events.length, remains: 'flushed', chance: chanceOf(SEED, 'lies') },
    );
    expect(lost).toContainEqual(expect.stringContaining('was acknowledged and is gone'));
  });
});
