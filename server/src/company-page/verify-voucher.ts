import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { confirmationStands, statementOf, statementText } from '@banso/shared/evidence/confirmation.ts';
import { readVoucher, type Voucher } from '@banso/shared/evidence/voucher.ts';
import type { VoucherAnswer } from '@banso/shared/protocol/verification.ts';
import { signatureStands } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { deviceById } from '../store/devices.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { sealKeysFor } from '../store/seal-keys.ts';

const UNKNOWN: VoucherAnswer = { result: 'unknown', confirmed: null };

/**
 * What became of the confirmation that a company photographed a voucher of. Only a voucher that a device of this office signed
 * is answered at all, so that nobody can ask what exists; a revoked device's words were its own, and count.
 */
export const verifyVoucher = async (server: Pick<Server, 'store'>, text: string): Promise<VoucherAnswer> => {
  const voucher = readVoucher(text);
  if (!voucher) return UNKNOWN;
  return server.store.read(voucher.tenant, async (tx) => {
    const device = await deviceById(tx, voucher.device);
    const signed = device && signatureStands(device.publicKey, statementText(voucher.statement), voucher.signature);
    return signed ? answerTo(tx, voucher) : UNKNOWN;
  });
};

const answerTo = async (tx: Transaction, { engagement: id, statement }: Voucher): Promise<VoucherAnswer> => {
  const engagement = engagementParts.fromParts(await partsOfAggregates(tx, [{ kind: 'engagement', id }]));
  const { confirmation: key } = statement;
  const arrived = Object.hasOwn(engagement.confirmations, key) ? engagement.confirmations[key] : undefined;
  if (!arrived) return engagement.core && !(await isErased(tx, id)) ? { ...UNKNOWN, result: 'notArrived' } : UNKNOWN;
  const visit = Object.hasOwn(engagement.visits, arrived.visit) ? engagement.visits[arrived.visit] : undefined;
  const confirmed = {
    number: visit?.number ?? null,
    on: visit?.time?.on ?? null,
    arrivedAtMs: arrived.bounds.notAfterMs,
  };
  const given = statementText(statementOf({ ...arrived, confirmation: key })) === statementText(statement);
  if (!given) return { result: 'altered', confirmed };
  return { result: visit && confirmationStands(visit, arrived) ? 'genuine' : 'superseded', confirmed };
};

/** After a disposal nobody can tell any more whether it had arrived (L16). */
const isErased = async (tx: Transaction, engagement: string): Promise<boolean> => {
  const [key] = await sealKeysFor(tx, [{ owner: `engagement/${engagement}`, class: 'B' }]);
  return key?.wrapped === null;
};
