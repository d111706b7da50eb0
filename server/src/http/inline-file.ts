/**
 * `content-disposition` of a file shown in the browser and saved under this name (RFC 6266, RFC 5987): letters of ASCII for
 * what cannot read the other, and the whole name in UTF-8.
 */
export const inlineFile = (name: string): string => disposition('inline', name);

/** The same for a file that is saved and not shown. */
export const attachedFile = (name: string): string => disposition('attachment', name);

const disposition = (way: 'inline' | 'attachment', name: string): string => {
  const plain = name.replace(/[^ -~]/g, '_').replace(/["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
  return `${way}; filename="${plain}"; filename*=UTF-8''${encoded}`;
};
