/** What is said of text that a paper cannot show. */
export const printMessages = {
  unprintable: (characters: string) =>
    `${characters}は、PDFの書類に印刷できません。このまま記録できますが、言葉に書きかえると印刷できます。`,
} as const;
