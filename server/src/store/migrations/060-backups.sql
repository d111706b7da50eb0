-- What was backed up and read again: devices are told how far, and keep everything after it (L4).
create table backup (
  tenant text not null default current_setting('banso.tenant'),
  id text collate "C" not null,
  at timestamptz not null,
  log_position bigint not null,
  primary key (tenant, id)
);

grant select, insert on backup to banso_app;
alter table backup enable row level security;
create policy own_tenant on backup to banso_app using (tenant = current_setting('banso.tenant', true));
