import type { AccessEvent } from '@banso/shared/access/access.ts';
import { type DeviceFact, deviceFactSchema } from '@banso/shared/device/device.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import * as v from 'valibot';
import { appendAccess, readAccess } from '../access/record-access.ts';
import { accessRowsAfter } from '../store/access-log.ts';
import { allDeviceFacts, appendDeviceFact, factsOfDevices } from '../store/device-facts.ts';
import type { Transaction } from '../store/schema.ts';

const EVENT_OF: Readonly<Record<DeviceFact['type'], AccessEvent>> = {
  declared: 'deviceDeclared',
  revoked: 'deviceRevoked',
  erased: 'deviceErased',
  noted: 'deviceNoted',
};

/**
 * Keeps what was said about a device, and its hash in the chain of the access log. Last in a transaction that holds the device's
 * lock: everybody who appends to that log waits for it to end.
 */
export const keepDeviceFact = async (tx: Transaction, device: string, fact: DeviceFact): Promise<void> => {
  const text = JSON.stringify(fact);
  await appendDeviceFact(tx, { device, type: fact.type, at: new Date(fact.atMs), text });
  await appendAccess(tx, fact.atMs, [
    {
      event: EVENT_OF[fact.type],
      purpose: 'devices',
      person: fact.by === '' ? null : fact.by,
      device,
      subject: null,
      detail: { fact: sha256Hex(text) },
    },
  ]);
};

/** What was said about each of these devices, oldest first. */
export const deviceFacts = async (
  tx: Transaction,
  devices: readonly string[],
): Promise<ReadonlyMap<string, readonly DeviceFact[]>> => {
  const rows = await factsOfDevices(tx, devices);
  return new Map(
    devices.map((id) => [
      id,
      // Written by `keepDeviceFact`.
      rows.filter(({ device }) => device === id).map(({ text }) => v.parse(deviceFactSchema, JSON.parse(text))),
    ]),
  );
};

const PAGE = 1_000;

/** What does not hold between the facts about devices and the access log, in Japanese; [] is the proof. */
export const proveDeviceFacts = async (tx: Transaction): Promise<readonly string[]> => {
  const logged = new Map<string, number>();
  for (let after = 0; ; ) {
    const rows = await accessRowsAfter(tx, after, PAGE);
    for (const row of rows) {
      const { fact } = readAccess(row).detail;
      if (typeof fact === 'string') logged.set(fact, (logged.get(fact) ?? 0) + 1);
    }
    if (rows.length < PAGE) break;
    after = rows.at(-1)?.position ?? after;
  }
  const problems: string[] = [];
  for (const { device, number, text } of await allDeviceFacts(tx)) {
    const hash = sha256Hex(text);
    const left = logged.get(hash) ?? 0;
    if (left === 0) problems.push(`端末${device}の${number}番の記録が、アクセスの記録と一致しません。`);
    logged.set(hash, left - 1);
  }
  const missing = [...logged.values()].filter((left) => left > 0).length;
  if (missing > 0) problems.push(`端末の記録が${missing}件、失われています。`);
  return problems;
};
