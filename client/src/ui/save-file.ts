/** Hands a file to the browser, which keeps it where its person's files lie. */
export const saveFile = (
  content: string | Uint8Array<ArrayBuffer>,
  { name, type }: { readonly name: string; readonly type: string },
): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the file when the click returns; a browser that has not keeps it until the page is left.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
