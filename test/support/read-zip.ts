import { unzipSync } from 'fflate';

/** The files inside a document of an office program. Throws for a name that is not there. */
export const readZip = (bytes: Uint8Array) => {
  const files = unzipSync(bytes);
  const bytesOf = (name: string): Uint8Array => {
    const file = files[name];
    if (!file) throw new Error(`${name} is not in it, but ${Object.keys(files).join(', ')}`);
    return file;
  };
  return { names: Object.keys(files), bytes: bytesOf, text: (name: string) => new TextDecoder().decode(bytesOf(name)) };
};
