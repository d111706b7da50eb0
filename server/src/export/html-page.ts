/** Text that cannot become markup. */
export const text = (value: string): string => value.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

/** Facts, one line each. */
export const pairs = (rows: readonly (readonly [string, string])[]): string =>
  `<dl>${rows.map(([label, value]) => `<div><dt>${text(label)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>`;

/** A table with its heads. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    '<div class="wide" tabindex="0"><table><thead><tr>',
    ...head.map((cell) => `<th scope="col">${text(cell)}</th>`),
    '</tr></thead><tbody>',
    ...rows.map((cells) => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`),
    '</tbody></table></div>',
  ].join('\n');

/** A page for a browser and nothing else: no script, nothing from elsewhere. */
export const page = (title: string, body: readonly string[]): string =>
  [
    '<!doctype html>',
    '<html lang="ja"><head><meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${text(title)}</h1>`,
    ...body,
    '</main></body></html>',
    '',
  ].join('\n');

const STYLE = `
body { margin: 0; color: #1a1a1c; background: #fff; font: 1rem/1.7 "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.4; } h2 { margin-top: 2.5rem; font-size: 1.25rem; } h3 { font-size: 1rem; }
dl { display: grid; gap: .25rem; } dl div { display: grid; grid-template-columns: 7rem 1fr; } dd { margin: 0; } dt { color: #595959; }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .75rem; border: 1px solid #b3b3b3; text-align: left; vertical-align: top; } th { background: #f2f2f2; white-space: nowrap; }
td:first-child { white-space: nowrap; }
section { padding: .5rem 1rem; border: 1px solid #b3b3b3; border-radius: .5rem; margin-block: 1rem; break-inside: avoid; }
pre { white-space: pre-wrap; font: inherit; } .code { overflow-wrap: anywhere; color: #595959; font-size: .875rem; }
svg { width: 20rem; max-width: 100%; height: auto; } path { fill: none; stroke: currentcolor; stroke-width: 3; stroke-linecap: round; }
`;
