import type { PlantedBug } from './planted-bugs.ts';

const TAKE_PUSH = 'server/src/sync/take-push.ts';
const ENGINE = 'client/src/sync/sync-engine.ts';
const CYCLE = 'client/src/sync/sync-cycle.ts';

/** What a device takes in that believes its push was refused as a whole. */
const REFUSE_ALL = `await ports.store.takeAnswer({ request, atMs: startedMs, offsetMs: 0, answer: {
        v: 1, pull: null, token: null, serverTimeMs: startedMs, backedUp: null,
        push: { branch: request.push.branch, receipt: null, verdicts: request.push.items.map(({ text }, at) => ({
          seq: request.push.fromSeq + at, operation: text ? JSON.parse(text).id : null, outcome: 'refused', code: 'malformed',
          detail: [], flags: [], head: 0, receipt: '' })) } } });`;

/** One at least for each trouble that has a stream of its own. */
export const LATER_PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'the pause that the server asks for is not kept',
    within: 40,
    patches: [
      { file: ENGINE, find: 'Math.max(pauseMs(), quietUntilMs - clock.monoMs())', put: 'pauseMs()' },
      { file: ENGINE, find: 'quietUntilMs = clock.monoMs() + quietMs;', put: 'quietUntilMs = 0;' },
    ],
  },
  {
    name: 'a request that arrived cut counts as refused',
    within: 60,
    patches: [
      {
        file: CYCLE,
        find: "    if ('problem' in judged) return",
        put: `    if ('problem' in judged && judged.problem === 'malformed_request' && request.push) {
      ${REFUSE_ALL}
    }
    if ('problem' in judged) return`,
      },
    ],
  },
  {
    name: 'any page with status 200 counts as an answer',
    within: 60,
    patches: [
      {
        file: CYCLE,
        find: "    if (judged === 'unreached') return",
        put: `    if (judged === 'unreached' && response?.status === 200 && response.body === null && request.push) {
      ${REFUSE_ALL}
    }
    if (judged === 'unreached') return`,
      },
    ],
  },
  {
    name: 'a process of an earlier program keeps what it does not know as unknown',
    within: 40,
    patches: [{ file: TAKE_PUSH, find: 'if (await isForLaterProgram(', put: 'if (false && await isForLaterProgram(' }],
  },
  {
    name: 'a tab that stood open before an update of the app is shut for good',
    within: 60,
    patches: [
      {
        file: 'client/src/store/database.ts',
        find: "  database.version(3).stores({ looks: 'id' });",
        put: `  database.version(3).stores({ looks: 'id' });
  database.on('versionchange', () => letGo(database));`,
      },
    ],
  },
  {
    name: 'a role that is taken away between the reading and the writing still counts',
    within: 100,
    patches: [
      {
        file: 'server/src/sync/working-set.ts',
        find: '  await lockRecords(tx, behind);',
        put: "  await lockRecords(tx, behind.filter(({ kind }) => kind !== 'person'));",
      },
    ],
  },
  {
    name: 'what is recorded behind the lock opens for nobody',
    within: 60,
    patches: [
      {
        file: 'client/src/store/open-locked-store.ts',
        find: 'await box.seal(outboxPlace(envelope),',
        put: "await box.seal('elsewhere',",
      },
    ],
  },
  {
    name: 'the key beside the data is forgotten before everything lies under the new one',
    within: 60,
    patches: [
      {
        file: 'client/src/store/reseal.ts',
        find: "  { table: 'outbox', where: outboxPlace },\n",
        put: '',
      },
    ],
  },
  {
    name: 'a failure before leaves its pause behind: taps wait for its end',
    within: 60,
    patches: [
      {
        file: 'client/src/sync/sync-engine.ts',
        find: '    if (end.reached || quietMs > 0) quietUntilMs = clock.monoMs() + quietMs;',
        put: '    if (!end.reached) quietUntilMs = clock.monoMs() + LONGEST_QUIET_MS;',
      },
    ],
  },
  {
    name: 'a tab that was not told of the new key sends what it cannot open any more',
    within: 60,
    patches: [{ file: 'client/src/store/local-records.ts', find: '  mustSealAs(position.sync, seal);\n', put: '' }],
  },
];
