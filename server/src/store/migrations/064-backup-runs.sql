-- Every backup made, failed or put back on trial (FP-10-二d): a record of the office, never changed.
create table backup_run (
  tenant text not null default current_setting('banso.tenant'),
  id text collate "C" not null,
  at timestamptz not null,
  what text not null check (what in ('made', 'failed', 'restored')),
  bytes bigint,
  sha256 text,
  why text,
  primary key (tenant, id)
);
create index backup_run_by_time on backup_run (tenant, at);

grant select, insert on backup_run to banso_app;
alter table backup_run enable row level security;
create policy own_tenant on backup_run to banso_app using (tenant = current_setting('banso.tenant', true));
