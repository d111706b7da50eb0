import type { OfficeCertificateRow, Transaction } from './schema.ts';

/** The certificate that signs the tenant's papers now: the last one; undefined before the first. */
export const officeCertificate = (tx: Transaction): Promise<OfficeCertificateRow | undefined> =>
  tx
    .selectFrom('officeCertificate')
    .select(['number', 'certificates', 'wrappedPrivate', 'selfIssued', 'createdAt'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Every certificate that papers of this tenant may carry, oldest first; no key. */
export const officeCertificates = (
  tx: Transaction,
): Promise<readonly Pick<OfficeCertificateRow, 'number' | 'certificates'>[]> =>
  tx.selectFrom('officeCertificate').select(['number', 'certificates']).orderBy('number').execute();

/** Keeps a certificate unless its number is there: processes that make one at the same time agree on the first. */
export const insertOfficeCertificate = async (tx: Transaction, row: OfficeCertificateRow): Promise<void> => {
  await tx
    .insertInto('officeCertificate')
    .values({ ...row, wrappedPrivate: Buffer.from(row.wrappedPrivate) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
