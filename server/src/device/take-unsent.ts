import { cleanText } from '@banso/shared/lib/text.ts';
import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { officePlace } from '@banso/shared/protocol/office-place.ts';
import type { SyncRequest } from '@banso/shared/protocol/sync.ts';
import {
  type UnsentAnswer,
  unsentDraftsPlace,
  type UnsentHeader,
  type UnsentLine,
  unsentLineSchema,
  unsentStatement,
} from '@banso/shared/protocol/unsent-file.ts';
import * as v from 'valibot';
import { readsAll } from '../access/read-accesses.ts';
import { recordAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { takePiece, uploadState } from '../blobs/take-piece.ts';
import { Problem } from '../http/problem.ts';
import { officeBoxOf } from '../seal/office-box.ts';
import { signatureStands } from '../seal/signatures.ts';
import type { Server } from '../server.ts';
import { branchesOfDevice, deviceById } from '../store/devices.ts';
import type { DeviceRow } from '../store/schema.ts';
import { placesOf } from '../sync/places.ts';
import { takePush } from '../sync/take-push.ts';

const draftsSchema = v.array(v.object({ key: v.string(), text: v.string() }));

/**
 * Takes in one line of a file of unsent data, by the way that everything else comes: the device's own signatures authorise it, and
 * what was taken in before has its old verdict (L3). Nothing is taken of a file that is not whole. Throws `not_found` to who does
 * not answer for devices, `file_other_office`, `file_unknown_device`, `file_damaged`.
 */
export const takeUnsentLine = async (
  server: Server,
  { tenant, person, device: here }: SessionHolder,
  { header, line }: { readonly header: UnsentHeader; readonly line: string },
): Promise<UnsentAnswer> => {
  const nowMs = server.clock.nowMs();
  if (!(await server.store.read(tenant, (tx) => readsAll(tx, { person, nowMs })))) throw new Problem('not_found');
  if (header.tenant !== tenant) throw new Problem('file_other_office');
  const device = await server.store.read(tenant, (tx) => deviceById(tx, header.device));
  if (!device) throw new Problem('file_unknown_device');
  const parsed = readLine(line);
  if (
    !parsed ||
    !header.lines.includes(sha256Hex(line)) ||
    !signatureStands(device.publicKey, unsentStatement(header), header.signature)
  )
    throw new Problem('file_damaged');
  const answer = await taken(server, { header, device }, parsed);
  await recordAccess(server, tenant, [
    {
      event: 'unsentTaken',
      purpose: 'devices',
      person,
      device: here ?? null,
      subject: null,
      detail: { from: header.device, ...countsOf(answer) },
    },
  ]);
  return answer;
};

const readLine = (line: string): UnsentLine | null => {
  try {
    const parsed = v.safeParse(unsentLineSchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
};

type From = { readonly header: UnsentHeader; readonly device: DeviceRow };

const taken = (server: Server, from: From, line: UnsentLine): Promise<UnsentAnswer> => {
  if ('push' in line) return takeOperations(server, from, line.push);
  if ('photo' in line) return takePhoto(server, from, line.photo);
  return Promise.resolve(openDrafts(server, from, line.drafts));
};

const takeOperations = async (
  server: Server,
  { header: { tenant, appVersion }, device }: From,
  push: NonNullable<SyncRequest['push']>,
): Promise<UnsentAnswer> => {
  const before = await server.store.read(tenant, (tx) => branchesOfDevice(tx, device.id));
  const known = Math.max(0, ...before.map(({ lastSeq }) => lastSeq));
  const answer = await takePush(server.store, server.accept, {
    tenant,
    device: device.id,
    appVersion: cleanText(appVersion),
    push,
    receivedAtMs: server.clock.nowMs(),
    // Nobody is there to show a factor: the gravest acts are asked for again.
    isProven: () => Promise.resolve(false),
  });
  if ('problem' in answer)
    throw new Problem(answer.problem.code === 'server_earlier' ? 'server_earlier' : 'file_damaged');
  if ('have' in answer) return { operations: [], behind: answer.have };
  if (answer.receipt) server.poke(tenant);
  const box = officeBoxOf(server.serverKey, tenant);
  const openCopy = (seq: number, sealed: string) => box.open(officePlace({ tenant, device: device.id, seq }), sealed);
  const places = new Map(
    (placesOf(push.items, { ...push, openCopy }) ?? []).map((place) => [place.seq, place.envelope]),
  );
  return {
    behind: null,
    operations: answer.verdicts.map(({ seq, outcome, code }) => ({
      seq,
      type: places.get(seq)?.type ?? null,
      recordedAtMs: places.get(seq)?.clock.wallMs ?? null,
      outcome,
      code,
      isNew: seq > known,
    })),
  };
};

const takePhoto = async (
  server: Server,
  { header: { tenant }, device }: From,
  { sealed, ...address }: Extract<UnsentLine, { photo: unknown }>['photo'],
): Promise<UnsentAnswer> => {
  const bytes = base64urlToBytes(sealed);
  if (!bytes) throw new Problem('file_damaged');
  const upload = { ...address, tenant, device: device.id, sealed: true };
  try {
    const { have, stored } = await uploadState(server, upload);
    if (stored) return { photo: 'already', code: null };
    const piece = await takePiece(server, upload, { offset: have, bytes: bytes.subarray(have) });
    return piece.stored ? { photo: 'stored', code: null } : { photo: 'refused', code: 'not_arrived' };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { photo: 'refused', code: error.code };
  }
};

const openDrafts = (server: Server, { header }: From, sealed: string): UnsentAnswer => {
  const text = officeBoxOf(server.serverKey, header.tenant).open(unsentDraftsPlace(header), sealed);
  const drafts = text === null ? null : v.safeParse(draftsSchema, JSON.parse(text));
  if (!drafts?.success) throw new Problem('file_damaged');
  return { drafts: drafts.output };
};

const countsOf = (answer: UnsentAnswer): Readonly<Record<string, number>> => {
  if ('operations' in answer) return { operations: answer.operations.filter(({ isNew }) => isNew).length };
  return 'photo' in answer ? { photos: answer.photo === 'stored' ? 1 : 0 } : { drafts: answer.drafts.length };
};
