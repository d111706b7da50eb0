import { lastDayOf } from '@banso/shared/engagement/contract-paper.ts';
import { type Engagement, type EngagementCore, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { readingEndsOn, readingIsOver } from '@banso/shared/engagement/expert-reading.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { programmeParts, ruleSetOf } from '@banso/shared/programme/programme.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { Server } from '../server.ts';
import { lockDevice } from '../store/devices.ts';
import { partsOfAggregates, partsOfKind } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { tenants } from '../store/tenants.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';

type Ending = Pick<Server, 'store' | 'accept' | 'clock' | 'random' | 'poke' | 'log'>;

/**
 * Ends, in every office, the reading of each expert whose days after the contract are over (契約書第9条). Safe in any number of
 * processes, and again after a failure; throws, after it has done what it could, when one could not be recorded.
 */
export const endReadings = async (server: Ending): Promise<void> => {
  const failures: unknown[] = [];
  for (const { id: tenant } of await server.store.door(tenants)) {
    const today = dayInJapan(server.clock.nowMs());
    const candidates = await server.store.read(tenant, (tx) => contractsOver(tx, today));
    for (const engagement of candidates) {
      try {
        await endReadingOf(server, tenant, engagement);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  if (failures.length > 0) throw failures[0];
};

/** Engagements whose contract is over and whose expert reads; whether the days after it are over too needs all of the record. */
const contractsOver = async (tx: Transaction, today: Day): Promise<readonly string[]> =>
  (await partsOfKind(tx, { kind: 'engagement', part: 'core' })).flatMap(({ aggregateId, body }) => {
    // Written by `toParts` of the engagement.
    const { contract, reading } = JSON.parse(body) as EngagementCore;
    const closed = reading?.open === false && reading.contract === contract?.number;
    return contract && !closed && lastDayOf(contract) < today ? [aggregateId] : [];
  });

const endReadingOf = async (server: Ending, tenant: string, id: string): Promise<void> => {
  const ended = await server.store.transact(tenant, async (tx) => {
    // Another process records it at the same time: whoever comes second finds it closed.
    await lockDevice(tx, SERVER_DEVICE);
    const engagement = engagementParts.fromParts(await partsOfAggregates(tx, [{ kind: 'engagement', id }]));
    const atMs = server.clock.nowMs();
    const rules = await rulesOf(tx, engagement, dayInJapan(atMs));
    const lastDay = readingEndsOn(engagement, rules);
    const contract = engagement.core?.contract?.number;
    if (contract === undefined || lastDay === null || !readingIsOver(engagement, rules, dayInJapan(atMs))) return false;
    await recordAsServer(tx, {
      server,
      tenant,
      operations: [
        {
          type: 'expert-reading-ended@1',
          kind: 'engagement',
          aggregate: id,
          actor: SYSTEM,
          atMs,
          body: { contract, lastDay },
        },
      ],
    });
    return true;
  });
  if (!ended) return;
  server.log({ event: 'expert_reading_ended', tenant, engagement: id });
  server.poke(tenant);
};

const rulesOf = async (tx: Transaction, { core }: Engagement, today: Day): Promise<RuleSet | null> => {
  if (!core) return null;
  const programme = programmeParts.fromParts(await partsOfAggregates(tx, [{ kind: 'programme', id: core.programme }]));
  return programme && ruleSetOf(programme, core.contract, today);
};
