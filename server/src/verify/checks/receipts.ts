import type { Flaw } from '../../proof/flaw.ts';
import { entryName } from '../../proof/log-entry.ts';
import { pushFlaws, receiptFlaws } from '../../proof/receipt-proof.ts';
import { readReceiptText } from '../../sync/receipt-text.ts';
import { SERVER_DEVICE } from '../../sync/server-device.ts';
import type { Check } from '../check.ts';
import type { Material, Operation } from '../material.ts';

/** The server's word about every push: which operations, in which order, with which verdict, and when they arrived. */
export const receipts: Check = {
  title: 'サーバーの受領証',
  means: 'サーバーは、これらの操作をこの順序・判定・時刻で受け付けたと署名しています。',
  find: (material) => ({
    flaws: [
      ...material.receipts.flatMap((receipt) =>
        receiptFlaws({
          tenant: material.zip.index.tenant,
          receipt,
          entries: receipt.entries,
          verify: material.serverSigned,
        }),
      ),
      ...material.operations.flatMap((operation) => uncovered(operation, material)),
    ],
    notes: [`受領証 ${material.receipts.length}件`],
  }),
};

/** An operation must be in its own receipt as it is here. */
const uncovered = ({ entry }: Operation, { receipts: all }: Material): readonly Flaw[] => {
  const where = entryName(entry);
  const receipt = all.find(({ id }) => id === entry.receipt);
  const covered = receipt?.entries.find(({ position }) => position === entry.position);
  if (!receipt || !covered) return [{ where, what: 'この操作の受領証がありません。' }];
  const same =
    covered.hash === entry.hash &&
    covered.seq === entry.seq &&
    covered.verdict === entry.verdict &&
    covered.verdictDetail === entry.verdictDetail &&
    receipt.device === entry.device;
  const arrived = readReceiptText(receipt.text)?.receivedAtMs === entry.receivedAtMs;
  return [
    ...(same ? [] : [{ where, what: '受領証にあるものと違います。' }]),
    ...(arrived ? [] : [{ where, what: '受付の時刻が、受領証と違います。' }]),
  ];
};

/** The device's own signature over each push. */
export const pushes: Check = {
  title: '端末の署名',
  means: '操作は、登録された端末の鍵で署名されて届きました。',
  find: ({ receipts: all, devices, operations, zip }) => {
    const keyOf = (device: string) => devices.find(({ id }) => id === device)?.publicKey ?? null;
    const own = new Set(operations.flatMap(({ entry, text }) => (text === null ? [] : [entry.position])));
    const broken = all.filter(({ device, entries }) => {
      if (device === SERVER_DEVICE) return false;
      const first = entries.findIndex(({ position }) => own.has(position));
      return first !== -1 && entries.slice(first).some(({ position }) => !own.has(position));
    });
    return {
      flaws: all.flatMap((receipt) => pushFlaws(zip.index.tenant, receipt, keyOf(receipt.device))),
      notes:
        broken.length === 0
          ? []
          : [
              `${broken.length}件の送信では、ほかの案件の操作が間か後にあるため、署名からこの案件の操作までの鎖を途中の本文なしにはたどれません。`,
              'その操作の中身と順序は、上の受領証が示しています。',
            ],
    };
  },
};
