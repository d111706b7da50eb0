import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { type Envelope, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import type { Context } from '@banso/shared/operation/context.ts';
import type { Flaw } from '../../proof/flaw.ts';
import { entryName } from '../../proof/log-entry.ts';
import { boundsOf } from '../../sync/bounds-of.ts';
import { type TokenKey, verifyTimeToken } from '../../sync/time-tokens.ts';
import type { Check } from '../check.ts';
import type { Operation } from '../material.ts';

/** The bounds of time that decisions used are those that the server signed: the token an operation carries, and its arrival. */
export const times: Check = {
  title: '時刻の証票',
  means: '開始・終了などの時刻の範囲は、サーバーが署名した証票と受付の時刻から計算したとおりです。',
  find: (material) => {
    const key: TokenKey = { verify: material.serverSigned };
    const read = material.operations.flatMap((operation) => {
      const envelope = operation.text === null ? null : textToEnvelope(operation.text);
      return envelope ? [{ operation, envelope }] : [];
    });
    const byId = new Map(read.map((one) => [one.envelope.id, one]));
    const holder = { tenant: material.zip.index.tenant };
    const carried = read.filter(({ envelope }) => envelope.anchor !== null);
    const signed = carried.filter(({ envelope }) =>
      verifyTimeToken(key, envelope.anchor, { ...holder, device: envelope.device }),
    );
    return {
      flaws: read.flatMap((one) => flawsOf(one, { key, tenant: holder.tenant, byId })),
      notes: [
        `証票のある操作 ${carried.length}件、サーバーの署名を確かめたもの ${signed.length}件`,
        ...(signed.length < carried.length ? ['確かめられない証票は、時刻の根拠に数えられていません。'] : []),
      ],
    };
  },
};

type Read = { readonly operation: Operation; readonly envelope: Envelope };
type Known = { readonly key: TokenKey; readonly tenant: string; readonly byId: ReadonlyMap<string, Read> };

const flawsOf = ({ operation, envelope }: Read, known: Known): readonly Flaw[] => {
  const { entry, context } = operation;
  const uses = OPERATION_TYPES.get(envelope.type)?.needs.includes('bounds') === true;
  if (!uses || context === null) return [];
  const where = entryName(entry);
  const stored = contextOf(context);
  if (!stored) return [{ where, what: '判定の記録を読めません。' }];
  const { key, tenant } = known;
  const expected = boundsOf({ key, tenant, device: entry.device, envelope, receivedAtMs: entry.receivedAtMs });
  const same = stored.bounds.notBeforeMs === expected.notBeforeMs && stored.bounds.notAfterMs === expected.notAfterMs;
  return [
    ...(same ? [] : [{ where, what: '時刻の範囲が、証票と受付の時刻から計算したものと違います。' }]),
    ...(stored.quoted.every((quote) => isProven(quote, { operation, envelope }, known))
      ? []
      : [{ where, what: '前の操作の時刻の範囲を、この証票は示していません。' }]),
  ];
};

/** The token quotes its device's chain at or after the other operation; where the quoted place is inside, the values agree. */
const isProven = (
  { operation: id, notAfterMs }: Context['quoted'][number],
  { operation, envelope }: Read,
  { key, tenant, byId }: Known,
): boolean => {
  const { device } = operation.entry;
  const token = verifyTimeToken(key, envelope.anchor, { tenant, device });
  const earlier = byId.get(id)?.operation.entry;
  if (!token?.quotes || !earlier || earlier.device !== device) return false;
  const { seq, tip } = token.quotes;
  const there = [...byId.values()].find(({ operation: { entry } }) => entry.device === device && entry.seq === seq);
  return token.atMs === notAfterMs && earlier.seq <= seq && (!there || there.operation.entry.deviceChain === tip);
};

/** Written by `storedContext` of the server; null when somebody made it something else. */
const contextOf = (text: string): Pick<Context, 'bounds' | 'quoted'> | null => {
  try {
    const { bounds, quoted } = JSON.parse(text) as Partial<Context>;
    return bounds && Array.isArray(quoted) ? { bounds, quoted } : null;
  } catch {
    return null;
  }
};
