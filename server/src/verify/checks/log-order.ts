import { createInterface } from 'node:readline';
import { logChainNext } from '@banso/shared/operation/chain.ts';
import { FILES } from '../../export/export-format.ts';
import type { Flaw } from '../../proof/flaw.ts';
import { entryName } from '../../proof/log-entry.ts';
import type { Check } from '../check.ts';
import type { Material } from '../material.ts';

/** The office's log as hashes leads to the end that the office signed, and the operations stand where they say. */
export const logOrder: Check = {
  title: '台帳の順序',
  means: '操作は、事務局の台帳の鎖の中で、この順序と位置にあります。間に抜けたものも、入れ替わったものもありません。',
  find: async (material) => {
    const { flaws, chain, count } = await followChain(material);
    const { log } = material.zip.index;
    const end = chain === log.chain && count === log.position;
    const sorted = material.operations.every(
      ({ entry }, i, all) => i === 0 || (all[i - 1]?.entry.position ?? 0) < entry.position,
    );
    return {
      flaws: [
        ...flaws,
        ...(end ? [] : [{ where: FILES.chain, what: '台帳の鎖が、署名された終わりの値につながりません。' }]),
        ...(sorted ? [] : [{ where: FILES.operations, what: '操作が、台帳の順に並んでいません。' }]),
      ],
      notes: [
        `事務局の台帳 ${count}件のうち、この支援案件と、その事業・企業・専門家のもの ${material.operations.length}件`,
      ],
    };
  },
};

type Expected = { readonly hash: string; readonly deviceChain: string; readonly where: string };

/** Passes the whole log once, line by line; only what is expected at some position is held. */
const followChain = async (
  material: Material,
): Promise<{ readonly flaws: readonly Flaw[]; readonly chain: string; readonly count: number }> => {
  const stream = await material.zip.stream(FILES.chain);
  if (!stream) return { flaws: [{ where: FILES.chain, what: 'ありません。' }], chain: '', count: 0 };
  const expected = expectedByPosition(material);
  const flaws: Flaw[] = [];
  let chain = '';
  let count = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const [position, hash = '', deviceChain = ''] = line.split(' ');
    count += 1;
    if (Number(position) !== count) {
      flaws.push({ where: `台帳${count}番`, what: 'この番号の行がありません。' });
      break;
    }
    chain = logChainNext(chain, { hash, deviceChain });
    for (const one of expected.get(count) ?? []) {
      if (one.deviceChain !== deviceChain || (one.hash !== '' && one.hash !== hash))
        flaws.push({ where: one.where, what: `台帳の鎖の${count}番にあるものと違います。` });
    }
    expected.delete(count);
  }
  for (const missing of expected.values())
    flaws.push(...missing.map(({ where }) => ({ where, what: '台帳の鎖にありません。' })));
  return { flaws, chain, count };
};

const expectedByPosition = ({ operations, receipts }: Material): Map<number, Expected[]> => {
  const expected = new Map<number, Expected[]>();
  const expect = (position: number, one: Expected) => {
    expected.set(position, [...(expected.get(position) ?? []), one]);
  };
  for (const { entry } of operations) {
    const { position, hash, deviceChain, before } = entry;
    expect(position, { hash, deviceChain, where: entryName(entry) });
    // Of the entry before it only the chain value is told.
    if (before.position !== null)
      expect(before.position, { hash: '', deviceChain: before.chain, where: `${entryName(entry)}の一つ前` });
  }
  for (const { id, entries } of receipts)
    for (const { position, hash, deviceChain } of entries)
      expect(position, { hash, deviceChain, where: `受領証${id}` });
  return expected;
};
