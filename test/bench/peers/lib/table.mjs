// The Markdown table of docs/benchmarks.md: medians of all runs.

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** The median of one figure over all rounds that have it; undefined where none has. */
const figure = (rounds, what, key) => {
  const values = rounds.flatMap((round) => (typeof round[what]?.[key] === 'number' ? [round[what][key]] : []));
  return values.length === 0 ? undefined : median(values);
};

/** Things lost count in the worst round, not in the middle one. */
const worst = (rounds, what, key) => {
  const values = rounds.flatMap((round) => (typeof round[what]?.[key] === 'number' ? [round[what][key]] : []));
  return values.length === 0 ? undefined : Math.max(...values);
};

const bytes = (value) => {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} MB`;
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)} kB` : `${Math.round(value)} B`;
};
const ms = (value) => (value < 100 ? value.toFixed(1) : String(Math.round(value)));
const shown = (value, write) => (value === undefined ? '–' : write(value));

export const tableOf = (results) => {
  const alreadys = [
    ...new Set([...results.values()].flatMap(({ rounds }) => rounds.flatMap((round) => Object.keys(round)))),
  ].filter((key) => key.startsWith('more'));
  const columns = [
    ['push ms', (at) => shown(at('push', 'ms'), ms)],
    ['up / down', (at) => `${shown(at('push', 'up'), bytes)} / ${shown(at('push', 'down'), bytes)}`],
    ['round trips', (at) => shown(at('push', 'turns'), String)],
    ['server CPU s', (at) => shown(at('push', 'cpuMs'), (value) => (value / 1_000).toFixed(2))],
    ['pull ms', (at) => shown(at('pull', 'ms'), ms)],
    ['pull bytes', (at) => shown(at('pull', 'down'), bytes)],
    ['phone: push / pull ms', (at) => `${shown(at('phonePush', 'ms'), ms)} / ${shown(at('phonePull', 'ms'), ms)}`],
    ...alreadys.map((key) => [
      `one more of ${Number(key.slice(4)).toLocaleString('en')}: ms, bytes, server CPU ms`,
      (at) =>
        `${shown(at(key, 'ms'), ms)}, ${shown((at(key, 'up') ?? Number.NaN) + (at(key, 'down') ?? 0) || undefined, bytes)}, ${shown(at(key, 'cpuMs'), ms)}`,
    ]),
    [
      '50 clients, visits/s',
      (at) => shown(at('crowd', 'perSecond'), (value) => Math.round(value).toLocaleString('en')),
    ],
    ['disk/visit', (at) => shown(at('push', 'diskPerVisit'), bytes)],
    [
      'kill -9: acked lost / lost / doubled',
      (at, most) => ['ackedLost', 'lost', 'doubled'].map((key) => shown(most('crash', key), String)).join(' / '),
    ],
  ];
  const rows = [...results.values()].map(({ label, rounds, errors }) => {
    const at = (what, key) => figure(rounds, what, key);
    const most = (what, key) => worst(rounds, what, key);
    return [
      `${label}${errors.length > 0 ? ` (failed: ${[...new Set(errors)].join('; ')})` : ''}`,
      ...columns.map(([, cell]) => cell(at, most)),
    ];
  });
  const head = ['', ...columns.map(([name]) => name)];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};
