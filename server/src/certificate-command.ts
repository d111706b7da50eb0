import { readFileSync } from 'node:fs';
import { CertificateRefused, type OfficeSigner } from './seal/office-signer.ts';
import type { Server } from './server.ts';

const USAGE = '使い方: npm run certificate -- 事務局のID 証明書.pem 秘密鍵.pem';

/**
 * `certificate`: says what each office signs its papers with. `certificate TENANT CERTIFICATES.pem KEY.pem`: signs with these
 * from now on; papers printed before keep the certificate they carry. Answers the lines to print, and whether it went well.
 */
export const certificateCommand = async (
  server: Server,
  args: readonly string[],
): Promise<{ readonly lines: readonly string[]; readonly ok: boolean }> => {
  const offices = await server.store.door((tx) =>
    tx.selectFrom('tenant').select(['id', 'name']).orderBy('id').execute(),
  );
  if (args.length === 0) {
    const signers = await Promise.all(offices.map(async ({ id }) => describe(id, await server.signers.of(id))));
    return { lines: signers.length === 0 ? ['事務局は、まだ登録されていません。'] : signers.flat(), ok: true };
  }
  const [tenant, certificateFile, keyFile] = args;
  if (tenant === undefined || certificateFile === undefined || keyFile === undefined || args.length > 3)
    return { lines: [USAGE], ok: false };
  if (!offices.some(({ id }) => id === tenant))
    return {
      lines: [`事務局「${tenant}」はありません。`, ...offices.map(({ id, name }) => `  ${id}　${name}`)],
      ok: false,
    };
  try {
    const given = { certificates: readFileSync(certificateFile, 'utf8'), privateKey: readFileSync(keyFile, 'utf8') };
    return { lines: describe(tenant, await server.signers.replace(tenant, given)), ok: true };
  } catch (error) {
    if (error instanceof CertificateRefused)
      return { lines: [`証明書を替えませんでした。${error.message}`], ok: false };
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { lines: ['証明書を替えませんでした。ファイルが見つかりません。', USAGE], ok: false };
    throw error;
  }
};

const describe = (tenant: string, { name, selfIssued, validTo, fingerprint }: OfficeSigner): readonly string[] => [
  `${tenant}　${name}`,
  `  ${selfIssued ? '自己発行（書面が変わっていないことだけを示します）' : '登録された証明書'}`,
  `  有効期限 ${validTo.toISOString().slice(0, 10)}`,
  `  SHA-256 ${fingerprint}`,
];
