import type { Readable } from 'node:stream';
import { firstCharacters } from '@banso/shared/lib/text.ts';
import { PAPERS } from '@banso/shared/forms/index.ts';
import type { PaperFacts } from '@banso/shared/forms/form-facts.ts';
import { carriesPart } from '@banso/shared/scope/reach.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { factsOfPaper } from '../forms/facts-of-paper.ts';
import { rememberPaper } from '../forms/remember-paper.ts';
import { printedOrKept } from '../forms/printed-or-kept.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { page, pairs, table } from './html-page.ts';
import { streamZip, type ZipWriter } from './zip-writer.ts';

/** Papers to be filled in by pen: the ZIP holds what was recorded. */
const FOR_A_PEN: ReadonlySet<string> = new Set(['slip-to-sign']);

export type PapersAsked = {
  readonly tenant: string;
  readonly programme: string;
  /** One folder for each, in this order; a single one without a folder. */
  readonly engagements: readonly string[];
  readonly baseUrl: string;
};

/** A line of the index: a paper inside, or one that could not be made and why. */
type Line = {
  readonly engagement: string;
  readonly company: string;
  readonly expert: string;
  readonly paper: string;
  readonly file: string | null;
  readonly code: string;
  readonly sha256: string;
  readonly problem: string;
};

/**
 * Every paper of these engagements as signed PDFs, with an index page. One engagement is read and one paper printed at a time, while
 * the ZIP is read: what lies in memory does not grow with the programme. Whether the caller may have it is the caller's matter.
 */
export const papersZip = (server: Server, asked: PapersAsked): Readable =>
  streamZip(new Date(server.clock.nowMs()), async (zip) => {
    const lines: Line[] = [];
    const names = new Set<string>();
    for (const engagement of asked.engagements) {
      const facts = await server.store.read(asked.tenant, (tx) => factsOfPaper(tx, { ...asked, engagement }));
      if (facts) await writeEngagement(server, zip, { asked, facts, lines, names });
    }
    await zip.add('目録.html', indexPage(lines, server.clock.nowMs()));
  });

type Writing = {
  readonly asked: PapersAsked;
  readonly facts: PaperFacts;
  readonly lines: Line[];
  readonly names: Set<string>;
};

const writeEngagement = async (
  server: Server,
  zip: ZipWriter,
  { asked, facts, lines, names }: Writing,
): Promise<void> => {
  const { tenant, programme } = asked;
  const engagement = facts.engagement.core?.id ?? '';
  const number = facts.engagement.core?.contract?.number ?? '';
  const company = facts.company?.name ?? '';
  const folder = asked.engagements.length === 1 ? '' : `${freeName(folderName([number, company]), names)}/`;
  for (const [form, paper] of PAPERS) {
    // A paper that the desk does not see is not in the desk's file either.
    if (FOR_A_PEN.has(form)) continue;
    if (!paper.shows.every((part) => carriesPart(`desk:${programme}`, 'engagement', part))) continue;
    for (const subject of paper.subjects(facts.engagement)) {
      const data = paper.print(facts, subject);
      if (!data || 'refused' in data) continue;
      const line = {
        engagement: number,
        company,
        expert: facts.expert?.name ?? '',
        paper: `${data.form.name}　${data.form.title}`,
      };
      try {
        const printed = await printedOrKept(server, tenant, {
          form,
          engagement,
          subject,
          baseUrl: facts.baseUrl,
          data,
        });
        const atMs = server.clock.nowMs();
        await server.store.transact(tenant, (tx) => rememberPaper(tx, { ...printed, form, engagement, subject, atMs }));
        const name = `${folder}${freeName(`${folder}${printed.fileName}`, names).slice(folder.length)}.pdf`;
        const { sha256 } = await zip.add(name, printed.pdf);
        lines.push({ ...line, file: name, code: printed.code, sha256, problem: '' });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        lines.push({ ...line, file: null, code: '', sha256: '', problem: `作れませんでした。${error.about}` });
      }
    }
  }
};

/** The same name with a number behind it, where there is one already. */
const freeName = (name: string, names: Set<string>): string => {
  let free = name;
  for (let n = 2; names.has(free); n += 1) free = `${name}_${n}`;
  names.add(free);
  return free;
};

const MOST = 60;

/** Without what file systems refuse in names, and without spaces. */
const folderName = (parts: readonly string[]): string =>
  parts
    .map((part) => firstCharacters(part.replace(/[\s\\/:*?"<>|.]/g, ''), MOST))
    .filter((part) => part !== '')
    .join('_') || '支援案件';

const indexPage = (lines: readonly Line[], madeAtMs: number): string =>
  page('書類の目録', [
    pairs([
      ['作成', `${wareki(dayInJapan(madeAtMs))} ${clockTimeInJapan(madeAtMs)}`],
      ['書類', `${lines.filter(({ file }) => file !== null).length}件`],
    ]),
    '<p>照合コードは、書類の欄外のものと同じです。照合値（SHA-256）で、ファイルが変わっていないことを確かめられます。</p>',
    table(
      ['契約', '支援企業', '専門家', '書類', 'ファイル', '照合コード', '照合値（SHA-256）'],
      lines.map((line) => [
        line.engagement,
        line.company,
        line.expert,
        line.paper,
        line.file ?? line.problem,
        line.code,
        line.sha256,
      ]),
    ),
  ]);
