-- What was printed, so that anybody who holds a paper can ask whether it is ours. No personal data: ids, hashes and times.
create table printed_paper (
  tenant text not null default current_setting('banso.tenant'),
  file_hash text not null,
  code text not null,
  form text not null,
  engagement text not null,
  visit text not null,
  printed_at timestamptz not null,
  primary key (tenant, file_hash)
);
create index printed_paper_by_code on printed_paper (code);
create index printed_paper_by_hash on printed_paper (file_hash);

grant select, insert on printed_paper to banso_app;
alter table printed_paper enable row level security;
create policy own_tenant on printed_paper to banso_app using (tenant = current_setting('banso.tenant', true));

-- Whoever holds a paper belongs to no tenant: code and hash are unguessable, and lead to the tenant.
grant select on printed_paper to banso_door;
create policy door on printed_paper for select to banso_door using (true);
