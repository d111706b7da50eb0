import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSignedPdf } from '@banso/server/forms/check-signed-pdf.ts';
import { signPdf } from '@banso/server/forms/sign-pdf.ts';
import { openPrinter } from '@banso/server/forms/printer.ts';
import { openOfficeSigners, type OfficeSigner } from '@banso/server/seal/office-signer.ts';
import { signedDataOf, TIME_STAMP_TOKEN } from '@banso/server/seal/signed-data.ts';
import { openTimeStamper } from '@banso/server/seal/time-stamp.ts';
import type { LogLine } from '@banso/server/server.ts';
import { readConfig } from '@banso/server/config.ts';
import { visitReport } from '@banso/shared/forms/visit-report.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { formFacts } from '../fixtures/forms.ts';
import { builtForms } from '../support/built-forms.ts';
import { onPglite, openTenant } from '../support/databases.ts';
import { pdfsigOf } from '../support/find-pdf-tools.ts';
import { TENANT } from '../support/test-office.ts';
import { startTimeAuthority, type TimeAuthority } from '../support/time-authority.ts';

const WORDS = { reason: '記録のとおりに作成した書面', signedAtMs: Date.parse('2026-05-20T04:00:00Z') };
const LIMIT_MS = 2_000;

const { open } = onPglite();
const folder = mkdtempSync(join(tmpdir(), 'banso-stamped-'));
let plain: Uint8Array;
beforeAll(async () => {
  const data = visitReport(formFacts());
  if ('refused' in data) throw new Error(data.refused);
  const printer = openPrinter(builtForms, () => {});
  const printed = await printer.print(data, WORDS.signedAtMs);
  await printer.close();
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  plain = printed.pdf;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const authorities: TimeAuthority[] = [];
afterEach(async () => {
  for (const one of authorities.splice(0)) await one.close();
});

const begin = async () => {
  const authority = await startTimeAuthority();
  authorities.push(authority);
  const log: LogLine[] = [];
  let nowMs = WORDS.signedAtMs;
  const clock = () => nowMs;
  const stamp = openTimeStamper({ url: authority.url, limitMs: LIMIT_MS, nowMs: clock, log: (line) => log.push(line) });
  const store = await open();
  await openTenant(store, TENANT);
  const keyFile = { key: new Uint8Array(32).fill(7), name: 'key-file' };
  const signer = await openOfficeSigners(store, { keyFile, nowMs: clock, stamp }).of(TENANT);
  return { authority, signer, log, pass: (ms: number) => (nowMs += ms) };
};

test('[L10.90] a paper carries the authority’s token on its signature; OpenSSL and pdfsig say so, and a byte changed is found', async () => {
  const { authority, signer, log } = await begin();
  const signed = Buffer.from(await signPdf(plain, signer, WORDS));
  expect(log).toEqual([]);
  const checked = await checkSignedPdf(signed);
  expect(checked).toMatchObject({ stands: true, whole: true, timeStamp: { stands: true } });
  const said = await pdfsigOf(kept('stamped', signed));
  expect(said).toContain('Signature is Valid.');
  expect(said).toContain('Total document signed');

  const { token, signature } = tokenIn(signed);
  expect(await authority.vouchesFor(token, signature)).toBe(true);
  expect(await authority.vouchesFor(token, plain)).toBe(false);
  const at = signed.lastIndexOf(token.subarray(token.length - 20).toString('hex'));
  const changed = Buffer.from(signed);
  changed.write(changed[at] === 0x30 ? '1' : '0', at, 'latin1');
  expect(await checkSignedPdf(changed)).toMatchObject({ stands: false });
});

test('[L10.91] an authority that fails in any way never stops a paper: it is signed without the stamp, told in the log, and not asked again for a minute', async () => {
  const { authority, signer, log, pass } = await begin();
  expect(await isSignedWithout(signer)).toBe(false);
  // A whole answer of this authority, about another signature.
  const token = authority.lastReply();
  const failures: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    ['http_503', (response) => response.writeHead(503).end()],
    ['unreadable', (response) => response.end('no token')],
    ['too_long', (response) => response.end(Buffer.alloc(20_000))],
    ['wrong_token', (response) => response.end(token)],
    ['unreachable', (response) => response.destroy()],
    // It never answers.
    ['unreachable', () => {}],
  ];
  for (const [reason, answer] of failures) {
    pass(60_001);
    authority.answerInstead(answer);
    expect(await isSignedWithout(signer)).toBe(true);
    expect(log.at(-1)).toEqual({ event: 'time_stamp_failed', reason });
  }
  const asked = authority.asked();
  expect(await isSignedWithout(signer)).toBe(true);
  expect(authority.asked()).toBe(asked);
});

test('[L10.92] the authority’s address is a setting, and a wrong one is named', () => {
  const folders = { BANSO_CLIENT_DIR: 'c', BANSO_MIGRATIONS_DIR: 'm', BANSO_FORMS_DIR: 'f' };
  expect(readConfig({ ...folders })).toMatchObject({ config: { timestampUrl: null } });
  const url = 'http://tsa.example.jp/tsr';
  expect(readConfig({ ...folders, TIMESTAMP_URL: url })).toMatchObject({ config: { timestampUrl: url } });
  expect(readConfig({ ...folders, TIMESTAMP_URL: 'ftp://tsa.example.jp' })).toEqual({ wrong: ['TIMESTAMP_URL'] });
});

const kept = (name: string, pdf: Uint8Array): string => {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  return file;
};

/** Each another one: RSA gives the same signature for the same bytes. */
let papers = 0;

const isSignedWithout = async (signer: OfficeSigner): Promise<boolean> => {
  papers += 1;
  const words = { ...WORDS, reason: `${WORDS.reason} ${papers}` };
  const { stands, whole, timeStamp } = await checkSignedPdf(Buffer.from(await signPdf(plain, signer, words)));
  return stands && whole && timeStamp === null;
};

const tokenIn = (pdf: Buffer): { readonly token: Buffer; readonly signature: Buffer } => {
  const place = /\/Contents <([0-9a-f]+)>/.exec(pdf.toString('latin1'))?.[1] ?? '';
  const [signer] = signedDataOf(Buffer.from(place, 'hex')).signerInfos;
  const attribute = signer?.unsignedAttrs?.attributes.find(({ type }) => type === TIME_STAMP_TOKEN);
  const [value] = (attribute?.values ?? []) as readonly { readonly toBER: (sizeOnly: boolean) => ArrayBuffer }[];
  if (!signer || !value) throw new Error('the paper carries no token');
  return { token: Buffer.from(value.toBER(false)), signature: Buffer.from(signer.signature.valueBlock.valueHexView) };
};
