import { accessHead, accessRowsAfter } from '../store/access-log.ts';
import type { AccessLogRow, Transaction } from '../store/schema.ts';
import { nextAccessChain, readAccess } from './record-access.ts';

const PAGE = 1_000;

/** What does not hold in one tenant's access log, in Japanese; [] is the proof that no row was changed, taken out or put in. */
export const proveAccessLog = async (tx: Transaction): Promise<readonly string[]> => {
  const problems: string[] = [];
  let [position, chain] = [0, ''];
  for (;;) {
    const rows = await accessRowsAfter(tx, position, PAGE);
    for (const row of rows) {
      const where = `アクセスの記録${row.position}番`;
      if (row.position !== position + 1) problems.push(`${where}: 前の番号が抜けています。`);
      if (nextAccessChain(chain, row.text) !== row.chain) problems.push(`${where}: 鎖がつながりません。`);
      if (!agrees(row)) problems.push(`${where}: 検索用の欄が、記録と一致しません。`);
      [position, chain] = [row.position, row.chain];
    }
    if (rows.length < PAGE) break;
  }
  const head = await accessHead(tx);
  if ((head?.position ?? 0) !== position || (head?.chain ?? '') !== chain)
    problems.push('アクセスの記録の終わりが、控えと一致しません。');
  return problems;
};

const agrees = (row: AccessLogRow): boolean => {
  try {
    const { atMs, event, person, subject, look } = readAccess(row);
    return (
      row.at.getTime() === atMs &&
      row.event === event &&
      row.person === person &&
      row.kind === (subject?.kind ?? null) &&
      row.aggregateId === (subject?.aggregate ?? null) &&
      row.look === (look?.id ?? null)
    );
  } catch {
    return false;
  }
};
