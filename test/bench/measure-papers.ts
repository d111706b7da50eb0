import { openPrinter } from '@banso/server/forms/printer.ts';
import { signPdf } from '@banso/server/forms/sign-pdf.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { detachedSigner, issueToOneself } from '@banso/server/seal/cades.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { visitReport } from '@banso/shared/forms/visit-report.ts';
import { confirmationOf, engagementWith, goodVisit } from '../fixtures/engagement.ts';
import { formFacts } from '../fixtures/forms.ts';
import { builtForms } from '../support/built-forms.ts';
import { type Figure, median } from './figures.ts';

const PAPERS = 1_000;
const WARM_UP = 20;
const PAPER_MS = 50;
const ALL_MS = 60_000;
/** What a thousand papers may leave behind: a leak of a document's own size (0.1 MB) would be twice as much. */
const LEFT_BYTES = 50_000_000;

/** 様式第3号 of two pages with a signature on its 別紙, each one different, printed and signed by the office one after the other. */
export const measurePapers = async (): Promise<readonly Figure[]> => {
  const printer = openPrinter(builtForms, () => {});
  const signer = {
    name: 'サンプル（自己発行）',
    selfIssued: true,
    validTo: new Date(),
    fingerprint: '',
    mostBytes: 3_200,
    sign: detachedSigner(await issueToOneself('サンプル', Date.now())),
  };
  const times: number[] = [];
  let settledBytes = 0;
  try {
    for (let number = 0; number < WARM_UP + PAPERS; number += 1) {
      if (number === WARM_UP + PAPERS / 10) settledBytes = process.memoryUsage.rss();
      const data = paper(number);
      const startedMs = performance.now();
      const printed = await printer.print(data, Date.now());
      if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
      await signPdf(printed.pdf, signer, { reason: '測定', signedAtMs: Date.now() });
      if (number >= WARM_UP) times.push(performance.now() - startedMs);
    }
  } finally {
    await printer.close();
  }
  return [
    figure({ name: 'a paper of two pages, signed', unit: 'ms', ours: median(times), limit: PAPER_MS, runs: PAPERS }),
    figure({ name: '1,000 papers', unit: 'ms', ours: times.reduce((sum, ms) => sum + ms), limit: ALL_MS, runs: 1 }),
    figure({
      name: '1,000 papers: memory left by the last 900',
      unit: 'bytes',
      ours: Math.max(0, process.memoryUsage.rss() - settledBytes),
      limit: LEFT_BYTES,
      runs: 1,
    }),
  ];
};

const figure = (measured: Pick<Figure, 'name' | 'unit' | 'ours' | 'limit' | 'runs'>): Figure => ({
  ...measured,
  limitName: 'budget',
  atMost: 1,
});

const paper = (number: number): PrintData => {
  const visit = goodVisit({
    fields: {
      ...goodVisit().fields,
      content: `${number}件目の工程を見学し、作業ごとの時間と材料の量を聞き取った。`.repeat(8),
      effect: '担当者が同じ表で話せるようになった。'.repeat(4),
    },
  });
  const confirmation = {
    ...confirmationOf(visit),
    manner: { by: 'strokes', strokes: sampleStrokes(number) },
  } as const;
  const engagement = { ...engagementWith(visit), confirmations: { [confirmation.id]: confirmation } };
  const data = visitReport(formFacts(visit, { engagement }));
  if ('refused' in data) throw new Error(data.refused);
  return data;
};
