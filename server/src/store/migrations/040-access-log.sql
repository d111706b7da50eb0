-- Who saw, printed or took what, and who stood at the door (FP-2-2, FP-10-二a). Append-only for the role that writes it: no
-- update, no delete. `text` is exactly what was hashed; the columns beside it are there to search, and are compared with it.
create table access_log (
  tenant text not null default current_setting('banso.tenant'),
  position bigint not null,
  at timestamptz not null,
  event text not null,
  person text collate "C",
  kind text collate "C",
  aggregate_id text collate "C",
  look text collate "C",
  text text not null,
  chain text not null,
  primary key (tenant, position)
);
create index access_log_by_person on access_log (tenant, person, position);
create index access_log_by_aggregate on access_log (tenant, aggregate_id, position);
create unique index access_log_by_look on access_log (tenant, look) where look is not null;

-- Where the log ends, so that nothing can be cut off there. Locked by each append: the chain has one order.
create table access_head (
  tenant text not null default current_setting('banso.tenant'),
  position bigint not null,
  chain text not null,
  primary key (tenant)
);

grant select, insert on access_log to banso_app;
grant select, insert, update on access_head to banso_app;
alter table access_log enable row level security;
create policy own_tenant on access_log to banso_app using (tenant = current_setting('banso.tenant', true));
alter table access_head enable row level security;
create policy own_tenant on access_head to banso_app using (tenant = current_setting('banso.tenant', true));
