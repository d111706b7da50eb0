-- What an office signs its papers with: certificates as PEM, the signer's first, and the private key wrapped like every
-- other key of the server. The one with the highest number signs; the older ones stay, for papers that carry them.
create table office_certificate (
  tenant text not null default current_setting('banso.tenant'),
  number integer not null,
  certificates text not null,
  wrapped_private bytea not null,
  self_issued boolean not null,
  created_at timestamptz not null,
  primary key (tenant, number)
);

grant select, insert on office_certificate to banso_app;
alter table office_certificate enable row level security;
create policy own_tenant on office_certificate to banso_app using (tenant = current_setting('banso.tenant', true));
