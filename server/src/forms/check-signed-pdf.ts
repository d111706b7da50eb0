import { type CheckedSignature, checkDetached } from '../seal/check-cades.ts';

/** `whole`: the signature covers every byte of the file except its own place. */
export type CheckedPdf = CheckedSignature & {
  readonly whole: boolean;
  /** The code that stands in the document's keywords; null where there is none. */
  readonly code: string | null;
};

/** Checks the one signature of a paper of ours, without a reader of PDFs. Never throws. */
export const checkSignedPdf = async (pdf: Buffer): Promise<CheckedPdf> => {
  const file = pdf.toString('latin1');
  const code = /banso-verify:([0-9A-HJKMNP-TV-Z]{26})/.exec(file)?.[1] ?? null;
  const ranges = [...file.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)];
  const [start = -1, before = -1, behind = -1, rest = -1] = ranges.at(-1)?.slice(1).map(Number) ?? [];
  const place = file.slice(before, behind);
  const whole =
    ranges.length === 1 &&
    start === 0 &&
    behind + rest === pdf.length &&
    /^<[0-9a-f]+>$/i.test(place) &&
    before < behind;
  if (!whole) return { stands: false, certificate: null, timeStamp: null, whole: false, code };
  const cms = Buffer.from(place.slice(1, -1), 'hex');
  const checked = await checkDetached(cms, Buffer.concat([pdf.subarray(0, before), pdf.subarray(behind)]));
  return { ...checked, whole, code };
};
