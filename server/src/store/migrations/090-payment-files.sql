-- What was given to the bank, byte for byte and once for each run: sealed, for it holds account numbers (class A, requirements 3.4).
create table payment_file (
  tenant text not null default current_setting('banso.tenant'),
  run text not null,
  sha256 text not null,
  sealed bytea not null,
  made_at timestamptz not null,
  primary key (tenant, run)
);

grant select, insert on payment_file to banso_app;
alter table payment_file enable row level security;
create policy own_tenant on payment_file to banso_app using (tenant = current_setting('banso.tenant', true));
