-- What the server has to tell companies: one job for each operation that is a reason to, written in the same transaction.
-- It holds ids and states; what was said is sealed under the engagement's key and goes with it. Keyed by the tenant first,
-- and walled like every table of a tenant (001).
create table notice (
  tenant text not null default current_setting('banso.tenant'),
  -- The operation that is the reason: a second notice for it cannot be written.
  id text collate "C" not null,
  event text not null,
  programme text collate "C" not null,
  engagement text collate "C" not null,
  visit text collate "C" not null,
  objection text,
  call_back boolean not null,
  state text not null,
  way text,
  -- Raised when the desk has it written out anew: another text, another Message-ID.
  round integer not null default 0,
  tries integer not null default 0,
  why text,
  due_at timestamptz not null,
  -- One process has it in hand until then. Whoever dies with it leaves it to the next.
  lease_until timestamptz,
  sealed_content bytea,
  created_at timestamptz not null,
  told_at timestamptz,
  told_by text,
  primary key (tenant, id)
);
create index notice_open on notice (tenant, due_at) where state in ('new', 'waiting');
create index notice_by_time on notice (tenant, created_at);

grant select, insert, update on notice to banso_app;
alter table notice enable row level security;
create policy own_tenant on notice to banso_app using (tenant = current_setting('banso.tenant', true));
