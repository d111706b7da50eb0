import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';
import { pushStatement } from '@banso/shared/operation/chain.ts';
import { type SignatureCheck, signatureStands } from '../seal/signatures.ts';
import type { ReceiptRow } from '../store/schema.ts';
import { readReceiptText, type ReceiptEntry, receiptText, verdictsDigest } from '../sync/receipt-text.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import type { Flaw } from './flaw.ts';

/** What proves a push: the server's receipt, and the device's signature that came with it. */
export type PushProof = Pick<ReceiptRow, 'id' | 'device' | 'branch' | 'toSeq' | 'text' | 'signature' | 'pushSignature'>;

/** An entry that a receipt covers, as far as the receipt speaks of it. */
export type CoveredEntry = ReceiptEntry & { readonly deviceChain: string };

const nameOf = ({ id }: Pick<PushProof, 'id'>): string => `受領証${id}`;

/** Whether the receipt is the server's word about exactly these entries, which are all that came with it, in their order. */
export const receiptFlaws = ({
  tenant,
  receipt,
  entries,
  verify,
}: {
  readonly tenant: string;
  readonly receipt: PushProof;
  readonly entries: readonly CoveredEntry[];
  readonly verify: SignatureCheck;
}): readonly Flaw[] => {
  const where = nameOf(receipt);
  const flaws: Flaw[] = [];
  const signature = base64urlToBytes(receipt.signature);
  if (!signature || !verify(receipt.text, signature)) flaws.push({ where, what: 'サーバーの署名を確認できません。' });
  if (receipt.text.split('\n')[8] !== verdictsDigest(entries))
    flaws.push({ where, what: '台帳の判定と一致しません。' });
  else if (receipt.text !== expectedText(tenant, receipt, entries))
    flaws.push({ where, what: 'この送信の受領証ではありません（端末、番号、台帳の位置のどれかが違います）。' });
  return flaws;
};

/** The receipt as it must have been written for these entries; what only its moment knew is taken from its own text. */
const expectedText = (tenant: string, receipt: PushProof, entries: readonly CoveredEntry[]): string | null => {
  const read = readReceiptText(receipt.text);
  const tip = entries.at(-1)?.deviceChain;
  if (!read || tip === undefined) return null;
  const { receivedAtMs, epoch } = read;
  return receiptText({
    push: { tenant, device: receipt.device, tip, receivedAtMs },
    branch: receipt.branch,
    receiptId: receipt.id,
    epoch,
    rows: entries,
  });
};

/**
 * Whether the device's key signed this push. Its signature covers the whole push; what was known already came in an earlier
 * one, so its range may begin before the receipt's. What the server itself recorded has no other signature than the receipt's.
 */
export const pushFlaws = (tenant: string, receipt: PushProof, publicKey: string | null): readonly Flaw[] => {
  if (receipt.device === SERVER_DEVICE) return [];
  const where = nameOf(receipt);
  if (publicKey === null) return [{ where, what: `端末${receipt.device}の公開鍵がありません。` }];
  const [signature = '', asked = '0', from = '0'] = receipt.pushSignature.split(' ');
  const statement = pushStatement({
    tenant,
    device: receipt.device,
    branch: Number(asked),
    fromSeq: Number(from),
    toSeq: receipt.toSeq,
    tip: readReceiptText(receipt.text)?.tip ?? '',
  });
  return signatureStands(publicKey, statement, signature)
    ? []
    : [{ where, what: `端末${receipt.device}の署名を確認できません。` }];
};
