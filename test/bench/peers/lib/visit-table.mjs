// One table of visits, written by one statement: what a database alone could do.
export const CREATE = 'create table if not exists visit (id text primary key, record jsonb not null, signature text)';

export const insertOf = (visits) => [
  `insert into visit values ${visits.map((_, k) => `($${3 * k + 1}, $${3 * k + 2}, $${3 * k + 3})`).join()}`,
  visits.flatMap(({ id, signature, ...record }) => [id, JSON.stringify(record), signature]),
];

export const visitsOf = (rows) => rows.map(({ id, record, signature }) => ({ id, ...record, signature }));
