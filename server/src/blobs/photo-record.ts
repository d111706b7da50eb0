import { paperInPart } from '@banso/shared/engagement/paper.ts';
import { type PictureRecord, photoInPart } from '@banso/shared/engagement/photo.ts';
import type { Retention } from '@banso/shared/operation/define.ts';
import { passbookInPart, passbookKeyOwner, type PassbookPicture } from '@banso/shared/payee/passbook-picture.ts';
import { type BlobRecord, holderOfBlob } from '@banso/shared/protocol/blobs.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { carriesPart } from '@banso/shared/scope/reach.ts';
import { Problem } from '../http/problem.ts';
import type { KeyId } from '../seal/keyring.ts';
import { type PartKey, partsOfAggregates } from '../store/parts.ts';
import { reachOfAggregates, scopesOfPerson } from '../store/reach.ts';
import type { Transaction } from '../store/schema.ts';
import { heldKey } from '../sync/held-key.ts';

/** The record of a photo, of a visit, a signed paper or a passbook, as it now is, with the place and the seal of its bytes. */
export type PhotoRecord = {
  readonly photo: PictureRecord | PassbookPicture;
  readonly part: PartKey;
  readonly keyId: KeyId;
};

/** A record, and the hash by which the caller names its bytes. */
export type NamedBlob = { readonly record: BlobRecord; readonly sha256: string };

/**
 * The record of a photo that this person recorded, to send its bytes. Their own record stays theirs when the engagement has
 * gone to somebody else meanwhile: what they photographed still arrives. Throws `not_found` for every other record, also for
 * one that does not exist, names another hash, or was taken out: one same answer.
 */
export const ownPhoto = async (tx: Transaction, person: string, named: NamedBlob): Promise<PhotoRecord> => {
  const found = await photoRecord(tx, named);
  if (!found || found.photo.by !== person) throw new Problem('not_found');
  return found;
};

/** The record of a photo inside this person's scopes, to look at it. Throws `not_found` likewise. */
export const visiblePhoto = async (
  tx: Transaction,
  reader: { readonly person: string; readonly today: Day },
  named: NamedBlob,
): Promise<PhotoRecord> => {
  const mine = new Set((await scopesOfPerson(tx, reader)).map(({ scope }) => scope));
  const { kind, id, part } = holderOfBlob(named.record);
  const reach = await reachOfAggregates(tx, [{ kind, id }]);
  // A feed that does not carry the record does not open its bytes either.
  const shown = reach.some(({ scope }) => mine.has(scope) && carriesPart(scope, kind, part));
  const found = shown ? await photoRecord(tx, named) : null;
  if (!found) throw new Problem('not_found');
  return found;
};

const photoRecord = async (tx: Transaction, { record, sha256 }: NamedBlob): Promise<PhotoRecord | null> => {
  const { kind, id } = holderOfBlob(record);
  const parts = await partsOfAggregates(tx, [{ kind, id }]);
  const row = parts.find(({ part }) => part === record.part);
  const photo = row ? (photoInPart(row) ?? paperInPart(row) ?? passbookInPart(row)) : null;
  if (!row || !photo || photo.sha256 !== sha256 || photo.removed || ('erased' in photo && photo.erased)) return null;
  return {
    photo,
    part: { kind: row.kind, aggregateId: row.aggregateId, part: row.part },
    // Written by this program from a type's register, never from a client.
    keyId: { owner: ownerOf(kind, id, row.part), class: row.retention as Retention },
  };
};

const ownerOf = (kind: string, id: string, part: string): string =>
  kind === 'payee' ? passbookKeyOwner(heldKey(kind, id), part) : heldKey(kind, id);
