import { parseArgs } from 'node:util';
import { type Report, verifyExport } from './verify/verify-export.ts';

const USAGE =
  '使い方: npm run verify -- 書き出し.zip [--certificate 事務局が公表している証明書のSHA-256]（証明書が替わった事務局では、繰り返して与えます）';

/** Runs with Node alone: whoever checks an office's records needs nothing of that office. */
const main = async (args: readonly string[]): Promise<Report> => {
  const asked = optionsIn(args);
  const [path, ...more] = asked?.positionals ?? [];
  if (!asked || path === undefined || more.length > 0) return { lines: [USAGE], code: 2 };
  return verifyExport(path, asked.values.certificate ?? []);
};

const optionsIn = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { certificate: { type: 'string', multiple: true } },
    });
  } catch {
    return null;
  }
};

const { lines, code } = await main(process.argv.slice(2));
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = code;
