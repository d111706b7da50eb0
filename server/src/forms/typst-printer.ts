import { basename, join } from 'node:path';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import encodeQr from 'qr';
import * as v from 'valibot';

/** A paper, or the characters that no typeface of ours has: those are named, a blank is never printed. */
export type Printed = { readonly pdf: Uint8Array<ArrayBuffer> } | { readonly missing: readonly string[] };

export type PrintPlace = {
  /** One `.typ` per form, named by its code. */
  readonly templatesDir: string;
  readonly fontsDir: string;
};

export type TypstPrinter = (data: PrintData, printedAtMs: number) => Printed;

const diagnosticSchema = v.object({
  message: v.string(),
  path: v.string(),
  range: v.nullable(v.object({ start: v.object({ line: v.number() }) })),
});

/** A template cannot be compiled: `where` says in which file and line, and what the compiler found there. */
export class TemplateBroken extends Error {
  readonly where: string;

  constructor(diagnostics: readonly unknown[]) {
    super('a template is broken');
    this.where = diagnostics
      .flatMap((one) => {
        const read = v.safeParse(diagnosticSchema, one);
        if (!read.success) return [];
        const { message, path, range } = read.output;
        return [`${basename(path)}:${(range?.start.line ?? 0) + 1} ${message}`];
      })
      .join('; ');
  }
}

/** PDF/A-2a: archivable, with a structure that a screen reader follows; it also makes a missing glyph an error. */
const STANDARD = 'a-2a';

/**
 * Opens the native compiler with our typefaces and no others: the same data gives the same bytes on every machine.
 * Throws where the compiler has no build for this platform. Printing blocks its thread for 10–40 ms a form.
 */
export const openTypstPrinter = async ({ templatesDir, fontsDir }: PrintPlace): Promise<TypstPrinter> => {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const compiler = NodeCompiler.create({ workspace: templatesDir, fontArgs: [{ fontPaths: [fontsDir] }] });
  return (data, printedAtMs) => {
    const compiled = compiler.compile({
      mainFilePath: join(templatesDir, `${data.form.code}.typ`),
      inputs: { data: toTemplateJson(data), qr: qrOf(data.foot.verification.url) },
    });
    const { result } = compiled;
    if (!result) {
      const error = compiled.takeError();
      throw new TemplateBroken(error ? compiler.fetchDiagnostics(error) : []);
    }
    try {
      const pdf = compiler.pdf(result, {
        pdfStandard: STANDARD,
        creationTimestamp: Math.floor(printedAtMs / 1000),
      });
      return { pdf: Uint8Array.from(pdf) };
    } catch (error) {
      const missing = missingGlyphs(error instanceof Error ? error.message : '');
      if (missing.length === 0) throw error;
      return { missing };
    } finally {
      // Without it each document leaves over a megabyte behind.
      compiler.evictCache(0);
    }
  };
};

/** A lone half of a surrogate pair would not survive the way into the template. */
const toTemplateJson = (data: PrintData): string =>
  JSON.stringify(data, (key, value: unknown) =>
    key === 'text' && typeof value === 'string' ? withBreaks(value) : value,
  ).toWellFormed();

const UNBROKEN = /[!-~]{24,}/g;
const ZERO_WIDTH_SPACE = '\u200B';

/** A long address or number without spaces gets places to break, or it would run out of its frame. */
const withBreaks = (text: string): string =>
  text.replace(UNBROKEN, (word) => word.replace(/.{8}(?=.)/g, `$&${ZERO_WIDTH_SPACE}`));

const qrOf = (url: string): string => encodeQr(url, 'svg', { ecc: 'medium', border: 2 });

/** The compiler says `the text "😀" could not be displayed`, once for each place; unusual letters come escaped. */
const missingGlyphs = (message: string): readonly string[] => {
  const found = message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g);
  const characters = Array.from(found, ([, text = '']) =>
    text.replace(/\\*u\{([0-9a-f]+)\}/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
  );
  return [...new Set(characters)];
};
