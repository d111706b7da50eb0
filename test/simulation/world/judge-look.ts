import type { OutboxRow } from '@banso/client/store/database.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { Browser, Tab } from './browser.ts';
import type { Oracle } from './oracle.ts';
import { syncOf } from './read-state.ts';

/** Which trace an operation leaves on its visit. */
const LEFT: Readonly<Record<string, (visit: Visit) => boolean>> = {
  'visit-scheduled@1': ({ schedule }) => schedule !== null,
  'visit-started@1': ({ start }) => start !== null,
  'visit-ended@1': ({ end }) => end !== null,
};

/**
 * Somebody looks at the records: what this device saved is on the screen, whether it waits, is on its way or has come back.
 * Only engagements that are this person's all day long can be judged; of the others a device may lose sight at any moment.
 */
export const judgeLook = async ({
  tab,
  browser,
  oracle,
}: {
  readonly tab: Tab;
  readonly browser: Browser;
  readonly oracle: Oracle;
}): Promise<void> => {
  const store = tab.opened?.banso.store;
  if (!store) return;
  const before = rowsOf(browser, tab);
  const views = await store.engagements();
  if (tab.life.isOver()) return;
  const { acked, cursor, complete } = syncOf(browser, tab.database) ?? { acked: 0, cursor: 0 };
  const after = new Map(rowsOf(browser, tab).map((row) => [row.id, row]));
  const viewById = new Map(views.map((view) => [view.id, view]));
  for (const row of before) {
    const leaves = LEFT[row.type];
    // Offered again to an office that went back to its backup, for one round trip: it may have lost what it had taken in.
    if (row.verdict !== null && row.seq > acked) continue;
    // Taken in by the office as it was, and sent anew by this device's copy: its parts come with the next answer. Heads of an
    // office that never went back are never ahead of the cursor: there it would be the fault this looks for.
    const wentBack = oracle.epoch() > 1;
    if (wentBack && row.stage === 'settled' && row.verdict !== null && row.verdict.head > cursor) continue;
    // Its person's role had ended, the device let go of everything, and fetches it page by page since the role was given back: a part
    // comes with the page of its latest change, which may lie behind the cursor though this operation's head does not.
    if (complete === 0 && row.stage === 'settled') continue;
    const outcome = after.get(row.id)?.verdict?.outcome ?? 'accepted';
    const view = viewById.get(row.aggregate);
    if (!leaves || !view || row.visit === null || (outcome !== 'accepted' && outcome !== 'flagged')) continue;
    const visit = view.engagement.visits[row.visit];
    if (!visit || !leaves(visit))
      oracle.fail(`what is saved is shown: ${tab.name} does not show ${row.type} ${row.visit}`);
  }
};

const rowsOf = (browser: Browser, tab: Tab): readonly OutboxRow[] =>
  browser.disk.durableRows(tab.database, 'outbox') as readonly OutboxRow[];
