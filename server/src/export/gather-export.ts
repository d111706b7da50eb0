import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { photoPart } from '@banso/shared/engagement/photo.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { PaperFacts } from '@banso/shared/forms/form-facts.ts';
import type { Kind } from '@banso/shared/operation/envelope.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import { factsOfPaper } from '../forms/facts-of-paper.ts';
import { openEntries } from '../proof/open-entries.ts';
import type { OpenedEntry } from '../proof/log-entry.ts';
import type { Server } from '../server.ts';
import { deviceById } from '../store/devices.ts';
import { type LogOutline, logOfAggregate, logOfReceipts } from '../store/log.ts';
import { officeCertificates } from '../store/office-certificates.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { printedPapersOf } from '../store/printed-papers.ts';
import { receiptsByIds } from '../store/receipts.ts';
import type { DeviceRow, PartRow, PrintedPaperRow, ReceiptRow, TenantRow, Transaction } from '../store/schema.ts';
import { tenantById } from '../store/tenants.ts';
import { heldKey } from '../sync/held-key.ts';

/** Bank data is never exported with an engagement: it has a way of its own (L15). */
const KEPT_APART = 'D';

/** Everything of one engagement that is exported, as it stood at one moment. Photos, papers and the log's chain are read when they are written. */
export type Gathered = {
  readonly tenant: string;
  readonly office: TenantRow;
  readonly id: string;
  readonly engagement: Engagement;
  readonly aggregates: readonly { readonly kind: Kind; readonly id: string }[];
  readonly opened: readonly OpenedEntry<LogOutline>[];
  readonly receipts: readonly (ReceiptRow & { readonly entries: readonly LogOutline[] })[];
  readonly devices: readonly DeviceRow[];
  readonly parts: readonly PartRow[];
  readonly printedBefore: readonly PrintedPaperRow[];
  readonly certificates: readonly { readonly number: number; readonly certificates: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** What its papers would say. */
  readonly papers: PaperFacts;
};

/** Reads all of it in one snapshot; null when there is no such engagement. */
export const gatherExport = (
  { store, keyring }: Pick<Server, 'store' | 'keyring'>,
  {
    tenant,
    engagement: id,
    baseUrl,
  }: { readonly tenant: string; readonly engagement: string; readonly baseUrl: string },
): Promise<Gathered | null> =>
  store.read(tenant, async (tx) => {
    const engagement = engagementParts.fromParts(await partsOfAggregates(tx, [{ kind: 'engagement', id }]));
    const office = await tenantById(tx, tenant);
    const papers = await factsOfPaper(tx, { tenant, engagement: id, baseUrl });
    const { core } = engagement;
    if (!core || !office || !papers) return null;
    const expert = expertInCharge(engagement);
    const aggregates = [
      { kind: 'programme', id: core.programme },
      { kind: 'company', id: core.company },
      ...(expert ? [{ kind: 'person', id: expert } as const] : []),
      { kind: 'engagement', id },
    ] as const;
    const opened: OpenedEntry<LogOutline>[] = [];
    for (const key of aggregates) opened.push(...(await openedLog(tx, keyring, tenant, key)));
    const receipts = await receiptsOf(tx, opened);
    return {
      tenant,
      office,
      id,
      engagement,
      aggregates,
      opened: opened.toSorted((a, b) => a.entry.position - b.entry.position),
      receipts,
      devices: await devicesOf(tx, [
        ...receipts.map(({ device }) => device),
        ...Object.values(engagement.confirmations).map(({ device }) => device),
      ]),
      parts: (await partsOfAggregates(tx, aggregates)).filter(({ retention }) => retention !== KEPT_APART),
      printedBefore: await printedPapersOf(tx, id),
      certificates: await officeCertificates(tx),
      people: await peopleOf(tx, opened),
      papers,
    };
  });

/** The aggregate's own entries. What strangers sent about it lies in their device's quarantine, and stays there. */
const openedLog = async (
  tx: Transaction,
  keyring: Server['keyring'],
  tenant: string,
  { kind, id }: { readonly kind: Kind; readonly id: string },
): Promise<readonly OpenedEntry<LogOutline>[]> => {
  const rows = await logOfAggregate(tx, { kind, aggregateId: id });
  const own = rows.filter(({ keyOwner }) => keyOwner === heldKey(kind, id));
  return (await openEntries(keyring, tx, tenant, own)).map(({ opened }) =>
    opened.entry.retention === KEPT_APART ? { ...opened, text: null, context: null } : opened,
  );
};

const receiptsOf = async (
  tx: Transaction,
  opened: readonly OpenedEntry<LogOutline>[],
): Promise<Gathered['receipts']> => {
  const ids = [...new Set(opened.flatMap(({ entry }) => entry.receipt ?? []))];
  const entries = await logOfReceipts(tx, ids);
  return (await receiptsByIds(tx, ids)).map((receipt) => ({
    ...receipt,
    entries: entries.filter((entry) => entry.receipt === receipt.id),
  }));
};

const devicesOf = async (tx: Transaction, ids: readonly string[]): Promise<readonly DeviceRow[]> => {
  const devices: DeviceRow[] = [];
  for (const id of new Set(ids)) devices.push(...[await deviceById(tx, id)].filter((device) => device !== undefined));
  return devices.toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** The names of those who acted, and nothing else of them. */
const peopleOf = async (tx: Transaction, opened: readonly OpenedEntry<LogOutline>[]): Promise<Gathered['people']> => {
  const ids = [...new Set(opened.flatMap(({ entry }) => entry.actor ?? []))];
  const parts = await partsOfAggregates(
    tx,
    ids.map((id) => ({ kind: 'person', id })),
  );
  return ids.flatMap((id) => {
    const person: Person | null = personParts.fromParts(parts.filter(({ aggregateId }) => aggregateId === id));
    return person ? [{ id, name: person.name }] : [];
  });
};

/** The photos whose bytes have arrived and that nobody took out, with what their records say of them. */
export const photosIn = ({ engagement, parts }: Gathered) =>
  Object.values(engagement.photos).flatMap(({ id, stored, removed }) => {
    const part = photoPart(id);
    const retention = parts.find((row) => row.kind === 'engagement' && row.part === part)?.retention;
    return stored && !removed && retention !== undefined ? [{ part, retention, sha256: stored.sha256 }] : [];
  });
