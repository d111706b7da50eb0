import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FILES } from '@banso/server/export/export-format.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { refold } from '@banso/server/refold.ts';
import { verifyExport } from '@banso/server/verify/verify-export.ts';
import { contractChallenge } from '@banso/shared/contract/contract-statement.ts';
import { contractWordsHash } from '@banso/shared/contract/contract-text.ts';
import { sampleContractWords } from '@banso/shared/contract/sample-words.ts';
import type { ContractPaper } from '@banso/shared/engagement/contract-paper.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { addDays, dayInJapan } from '@banso/shared/time/day.ts';
import { expect, test } from 'vitest';
import { declarations } from '../fixtures/contract.ts';
import { eachDatabase } from '../support/databases.ts';
import { exportFolder, exportTo, forge, pack, unpack } from '../support/exported.ts';
import { honest, makePasskey, makeReal, passkeySignIn, visitor, withLink } from '../support/signing-in.ts';
import { softwareAuthenticator, type SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { newDevice } from '../support/test-device.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  EXPERT,
  OTHER_EXPERT,
  PROGRAMME,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { declare, jsonPost, outcomes, register, type TestServer, testServers } from '../support/test-server.ts';

const folder = exportFolder();

const NEW = 'engagement-3';
const PAPER = 'contract-1';

/** Somebody of a real office, signed in by a passkey that was made before, with a device. */
const someone = async (office: TestServer, person: string) => {
  const authenticator = softwareAuthenticator(honest);
  await makePasskey(await withLink(office, person), authenticator);
  const guest = visitor(office);
  await passkeySignIn(guest, authenticator);
  const device = newDevice({ tenant: TENANT, person, nowMs: office.nowMs });
  await register(office.fetch, device, guest.cookie());
  await declare(office.fetch, device, guest.cookie());
  const act = async <Type extends keyof BodyOf>(type: Type, body: BodyOf[Type], aggregate = NEW) => {
    device.record({ type, kind: 'engagement', aggregate, body });
    return outcomes(await office.push(device, { cookie: guest.cookie() }));
  };
  return { guest, authenticator, device, act };
};

/** The word of a passkey over a file, as the browser passes it on. */
const wordOf = (
  authenticator: SoftwareAuthenticator,
  signed: { readonly as: 'office' | 'expert'; readonly person: string; readonly sha256: string },
) => {
  const challenge = contractChallenge({ tenant: TENANT, engagement: NEW, paper: PAPER, ...signed });
  const { credential } = authenticator.answer({ challenge: Buffer.from(challenge, 'hex').toString('base64url') });
  const { authenticatorData, clientDataJSON: clientData, signature } = credential.response;
  return { credential: credential.id, authenticatorData, clientData, signature };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

eachDatabase('Contracts', (databases) => {
  const { openOffice } = testServers(databases);

  const officeWithOffer = async () => {
    const office = await openOffice();
    const today = dayInJapan(office.nowMs());
    const atMs = office.nowMs();
    const words = sampleContractWords({ office: '福岡サンプル支援センター', validFrom: '2026-04-01' });
    const inProgramme = { kind: 'programme', aggregate: PROGRAMME, actor: SYSTEM, atMs } as const;
    const ofNew = { kind: 'engagement', aggregate: NEW, actor: ADMINISTRATOR, atMs } as const;
    await recordAsServer(office.server, TENANT, [
      { ...inProgramme, type: 'contract-text-drafted@1', body: { text: 'text-1', ...words } },
      {
        ...inProgramme,
        type: 'contract-text-approved@1',
        body: { text: 'text-1', hash: contractWordsHash(words), decisionNumber: '決-1' },
      },
      { ...ofNew, type: 'engagement-created@1', body: { programme: PROGRAMME, company: 'company-1' } },
      {
        ...ofNew,
        type: 'expert-assigned@1',
        body: { expert: EXPERT, on: today, department: '支援課', reason: '経験による' },
      },
    ]);
    await makeReal(office);
    const offer: BodyOf['contract-offered@1'] = {
      paper: PAPER,
      text: 'text-1',
      number: 'サンプル-010',
      from: today,
      to: addDays(today, 60),
      route: 'electronic',
      party: {
        kind: 'individual',
        address: '福岡県（サンプル）',
        company: '',
        title: '',
        name: '見本 花子（サンプル）',
      },
    };
    const desk = await someone(office, ADMINISTRATOR);
    return { office, desk, offer };
  };
  const paperIn = async ({ server }: TestServer): Promise<ContractPaper> => {
    const paper = (await storedEngagement(server, NEW)).contractPapers[PAPER];
    if (!paper) throw new Error('there is no contract');
    return paper;
  };
  const fileFor = async (office: TestServer, cookie: string, form = 'contract') => {
    const response = await office.fetch(`/api/forms/${form}/${NEW}/${PAPER}.pdf`, { headers: { cookie } });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : response.status;
  };

  test('[L13.205] the file is made with the offer, is the same for everybody who may have it, and can be verified', async () => {
    const { office, desk, offer } = await officeWithOffer();
    expect(await desk.act('contract-offered@1', offer)).toEqual(['accepted']);
    const { file } = await paperIn(office);
    const expert = await someone(office, EXPERT);
    const other = await someone(office, OTHER_EXPERT);
    const [first, again, forDesk] = [
      await fileFor(office, expert.guest.cookie()),
      await fileFor(office, expert.guest.cookie()),
      await fileFor(office, desk.guest.cookie()),
    ];
    if (typeof first === 'number') throw new Error(`answered ${first}`);
    expect(sha256(first)).toBe(file?.sha256);
    expect([again, forDesk]).toEqual([first, first]);
    expect(await fileFor(office, other.guest.cookie())).toBe(404);
    const asked = await office.fetch('/api/verify', jsonPost({ code: null, fileHash: file?.sha256 }));
    expect(await asked.json()).toMatchObject({ result: 'genuine' });
  });

  test('[L13.205] passkeys sign this very file; the word of another file, person or passkey is refused', async () => {
    const { office, desk, offer } = await officeWithOffer();
    await desk.act('contract-offered@1', offer);
    const { file } = await paperIn(office);
    const hash = file?.sha256 ?? '';
    const expert = await someone(office, EXPERT);
    const approver = await someone(office, APPROVER);
    const agree = (passkey: ReturnType<typeof wordOf> | null) =>
      expert.act('contract-agreed@1', { paper: PAPER, sha256: hash, passkey, declarations });
    const byExpert = { as: 'expert', person: EXPERT } as const;
    expect(await agree(wordOf(expert.authenticator, { ...byExpert, sha256: 'f'.repeat(64) }))).toEqual([
      'refused passkey_wrong',
    ]);
    expect(await agree(wordOf(expert.authenticator, { ...byExpert, as: 'office', sha256: hash }))).toEqual([
      'refused passkey_wrong',
    ]);
    expect(await agree(wordOf(approver.authenticator, { ...byExpert, sha256: hash }))).toEqual([
      'refused passkey_wrong',
    ]);
    expect(await agree(wordOf(softwareAuthenticator(honest), { ...byExpert, sha256: hash }))).toEqual([
      'refused passkey_wrong',
    ]);
    office.advance(11);
    expect(await agree(null)).toEqual(['refused proof_needed']);
    expect(await agree(wordOf(expert.authenticator, { ...byExpert, sha256: hash }))).toEqual(['accepted']);
    const word = wordOf(approver.authenticator, { as: 'office', person: APPROVER, sha256: hash });
    expect(
      await approver.act('contract-signed@1', { paper: PAPER, sha256: hash, passkey: word, decisionNumber: '決-7' }),
    ).toEqual(['accepted']);
    const { core } = await storedEngagement(office.server, NEW);
    expect(core?.contract).toMatchObject({ number: 'サンプル-010', expert: EXPERT, paper: PAPER });
    const { signedByExpert, signedByOffice } = await paperIn(office);
    expect([signedByExpert?.passkey?.publicKey, signedByOffice?.passkey?.publicKey].every(Boolean)).toBe(true);
    for (const form of ['contract-record', 'contract-conditions'])
      expect(await fileFor(office, expert.guest.cookie(), form)).toBeInstanceOf(Uint8Array);
    const after = await fileFor(office, expert.guest.cookie());
    expect(typeof after === 'number' ? after : sha256(after)).toBe(hash);
    expect(await refold(office.server)).toEqual([]);
    // Taken out of the system, the very file goes along, and everything holds.
    const path = await exportTo(folder(), office, NEW);
    const { fingerprint } = await office.server.signers.of(TENANT);
    const { lines, code } = await verifyExport(path, [fingerprint]);
    expect([code, lines.filter((line) => line.includes('×'))]).toEqual([0, []]);
    const exported = [...(await unpack(path))].filter(([name]) => name.startsWith('papers/contract-'));
    expect(exported.map(([, bytes]) => sha256(bytes))).toContain(hash);
    expect(lines.join('\n')).toContain('専門家の署名（パスキー）');
    // A signature that was put into the records by hand is not this passkey's.
    const files = await unpack(path);
    const { signature = '' } = signedByExpert?.passkey ?? {};
    forge(files, FILES.records, (text) =>
      text.replace(signature, `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`),
    );
    const forged = join(folder(), 'forged.zip');
    await pack(forged, files);
    const told = await verifyExport(forged, [fingerprint]);
    expect(told.lines.join('\n')).toContain('専門家のパスキーの署名が、この契約書のものではありません。');
  });

  test('[L13.205] an offer whose paper could not be printed then is printed for whoever asks first', async () => {
    const { office, offer } = await officeWithOffer();
    // As the server records: nothing is printed behind it.
    await recordAsServer(office.server, TENANT, [
      {
        kind: 'engagement',
        aggregate: NEW,
        actor: ADMINISTRATOR,
        atMs: office.nowMs(),
        type: 'contract-offered@1',
        body: offer,
      },
    ]);
    expect((await paperIn(office)).file).toBeNull();
    const expert = await someone(office, EXPERT);
    const [one, two] = await Promise.all([
      fileFor(office, expert.guest.cookie()),
      fileFor(office, expert.guest.cookie()),
    ]);
    expect(one).toBeInstanceOf(Uint8Array);
    expect(two).toEqual(one);
  });
});
