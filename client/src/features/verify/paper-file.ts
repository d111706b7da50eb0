/** A dropped file as it is asked for: its hash, and the code that the server wrote into it. */
export type PaperFile = { readonly fileHash: string; readonly code: string | null };

/** Reads a PDF on this device alone; null for what is none. */
export const readPaper = async (file: Blob): Promise<PaperFile | null> => {
  const bytes = await file.arrayBuffer();
  if (new TextDecoder('latin1').decode(bytes.slice(0, 5)) !== '%PDF-') return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    fileHash: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    code: codeIn(new TextDecoder('latin1').decode(bytes)),
  };
};

/** The document's keywords stand uncompressed in the file's metadata (PDF/A). */
const codeIn = (text: string): string | null => /banso-verify:([0-9A-HJKMNP-TV-Z]{26})/.exec(text)?.[1] ?? null;
