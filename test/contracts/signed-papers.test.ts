import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateCommand } from '@banso/server/certificate-command.ts';
import { openPrinter } from '@banso/server/forms/printer.ts';
import { signPdf } from '@banso/server/forms/sign-pdf.ts';
import { issueToOneself } from '@banso/server/seal/cades.ts';
import { openOfficeSigners } from '@banso/server/seal/office-signer.ts';
import { officeCertificate } from '@banso/server/store/office-certificates.ts';
import { visitReport } from '@banso/shared/forms/visit-report.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GIVEN_CERTIFICATE, GIVEN_KEY } from '../fixtures/certificate.ts';
import { formFacts } from '../fixtures/forms.ts';
import { builtForms } from '../support/built-forms.ts';
import { eachDatabase, onPglite, openTenant } from '../support/databases.ts';
import { pdfsigOf } from '../support/find-pdf-tools.ts';
import { readPdf } from '../support/read-pdf.ts';
import { TENANT } from '../support/test-office.ts';
import { testServers } from '../support/test-server.ts';

const NOW_MS = Date.parse('2026-05-20T04:00:00Z');
const KEY_FILE = { key: new Uint8Array(32).fill(7), name: 'key-file' };
const WORDS = { reason: '記録のとおりに作成した書面', signedAtMs: NOW_MS };

const folder = mkdtempSync(join(tmpdir(), 'banso-signed-'));
const printer = openPrinter(builtForms, () => {});
let plain: Uint8Array;
beforeAll(async () => {
  const data = visitReport(formFacts());
  if ('refused' in data) throw new Error(data.refused);
  const printed = await printer.print(data, NOW_MS);
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  plain = printed.pdf;
});
afterAll(async () => {
  await printer.close();
  rmSync(folder, { recursive: true, force: true });
});

const checked = (name: string, pdf: Uint8Array): Promise<string> => {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  return pdfsigOf(file);
};

eachDatabase('Signed papers', ({ open }) => {
  const signersOf = async () => {
    const store = await open();
    await openTenant(store, TENANT);
    let nowMs = NOW_MS;
    const signers = openOfficeSigners(store, { keyFile: KEY_FILE, nowMs: () => nowMs });
    const later = (years: number) => {
      nowMs += years * 365 * 24 * 60 * 60 * 1000;
    };
    return { store, signers, later };
  };

  test('[L10.60] an independent reader calls the signature valid and over the whole document; one changed byte is found', async () => {
    const { signers } = await signersOf();
    const signer = await signers.of(TENANT);
    const signed = await signPdf(plain, signer, WORDS);
    const said = await checked('whole', signed);
    expect(said).toContain('Signature Validation: Signature is Valid.');
    expect(said).toContain('Total document signed');
    expect(said).toContain('Signature Type: ETSI.CAdES.detached');
    expect(said).toContain('fukuoka（サンプル）（自己発行）');
    expect(Buffer.from(signed).subarray(0, plain.length).equals(Buffer.from(plain))).toBe(true);

    const text = Buffer.from(signed).indexOf('/MediaBox');
    const changed = Uint8Array.from(signed);
    changed[text + 20] = (changed[text + 20] ?? 0) ^ 1;
    expect(await checked('changed', changed)).not.toContain('Signature is Valid');
    const appended = await checked('appended', Buffer.concat([signed, Buffer.from('\n% added later\n')]));
    expect(appended).not.toContain('Total document signed');
    expect((await readPdf(signed)).pages).toEqual((await readPdf(plain)).pages);
  });

  test('[L10.61] a certificate put in the place of the signer’s own is found', async () => {
    const { store, signers } = await signersOf();
    const signed = Buffer.from(await signPdf(plain, await signers.of(TENANT), WORDS)).toString('latin1');
    const own = await store.read(TENANT, officeCertificate);
    const other = await issueToOneself('fukuoka（サンプル）', NOW_MS);
    const [ownDer, otherDer] = [derOf(own?.certificates ?? ''), derOf(other.certificates)];
    expect(signed).toContain(ownDer);
    expect(otherDer).toHaveLength(ownDer.length);
    const said = await checked('replaced', Buffer.from(signed.replace(ownDer, otherDer), 'latin1'));
    expect(said).not.toContain('Signature is Valid');
  });

  test('[L10.62] an office has one certificate until it is replaced or about to expire; its key is sealed', async () => {
    const { store, signers, later } = await signersOf();
    const [one, two] = [await signers.of(TENANT), await signers.of(TENANT)];
    expect(two.fingerprint).toBe(one.fingerprint);
    expect([one.selfIssued, one.name]).toEqual([true, 'fukuoka（サンプル）（自己発行）']);
    const again = openOfficeSigners(store, { keyFile: KEY_FILE, nowMs: () => NOW_MS });
    expect((await again.of(TENANT)).fingerprint).toBe(one.fingerprint);
    const strange = openOfficeSigners(store, {
      keyFile: { ...KEY_FILE, key: new Uint8Array(32).fill(8) },
      nowMs: () => NOW_MS,
    });
    await expect(strange.of(TENANT)).rejects.toThrow();
    later(10);
    expect((await signers.of(TENANT)).fingerprint).not.toBe(one.fingerprint);
  });

  test('[L10.63] given certificates sign from then on, with RSA and with elliptic curves; others are refused with the reason', async () => {
    const { signers, later } = await signersOf();
    const before = await signers.of(TENANT);
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const foreignKey = foreign.export({ format: 'pem', type: 'pkcs8' }).toString();
    for (const [certificates, privateKey, words] of [
      ['no certificate', GIVEN_KEY, '証明書がありません'],
      [GIVEN_CERTIFICATE, foreignKey, '最初の証明書のものではありません'],
      [GIVEN_CERTIFICATE, 'no key', '秘密鍵をPEMとして読み取れません'],
    ] as const) {
      await expect(signers.replace(TENANT, { certificates, privateKey })).rejects.toThrow(words);
    }
    expect((await signers.of(TENANT)).fingerprint).toBe(before.fingerprint);
    const replaced = await signers.replace(TENANT, { certificates: GIVEN_CERTIFICATE, privateKey: GIVEN_KEY });
    expect([replaced.selfIssued, replaced.name]).toEqual([false, 'Banso Sample Office']);
    expect((await signers.of(TENANT)).fingerprint).toBe(replaced.fingerprint);
    const said = await checked('given', await signPdf(plain, replaced, WORDS));
    expect(said).toContain('Signature is Valid.');
    later(30);
    const outdated = { certificates: GIVEN_CERTIFICATE, privateKey: GIVEN_KEY };
    await expect(signers.replace(TENANT, outdated)).rejects.toThrow('有効期間の外');
  });
});

describe('[L10.64] the command line shows and replaces the certificate', () => {
  const { openOffice } = testServers(onPglite());
  test('with what it signs, and why it does not', async () => {
    const { server } = await openOffice();
    const shown = await certificateCommand(server, []);
    expect(shown.ok).toBe(true);
    expect(shown.lines.join()).toContain('自己発行（書面が変わっていないことだけを示します）');
    const files = { certificate: join(folder, 'given.pem'), key: join(folder, 'key.pem') };
    writeFileSync(files.certificate, GIVEN_CERTIFICATE);
    writeFileSync(files.key, 'no key');
    const refused = await certificateCommand(server, [TENANT, files.certificate, files.key]);
    expect([refused.ok, refused.lines[0]]).toEqual([
      false,
      '証明書を替えませんでした。秘密鍵をPEMとして読み取れません（パスワード付きの鍵は使えません）。',
    ]);
    expect((await certificateCommand(server, ['nobody', files.certificate, files.key])).ok).toBe(false);
    expect((await certificateCommand(server, [TENANT, join(folder, 'no-file'), files.key])).ok).toBe(false);
    expect((await certificateCommand(server, [TENANT])).lines[0]).toContain('使い方');
    writeFileSync(files.key, GIVEN_KEY);
    const replaced = await certificateCommand(server, [TENANT, files.certificate, files.key]);
    expect(replaced.lines.join()).toContain('Banso Sample Office');
    expect((await server.signers.of(TENANT)).selfIssued).toBe(false);
  });
});

const derOf = (pem: string): string => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex');
