-- Every table of a tenant begins its key with the tenant (L8), so that a tenant can move and the tables can be distributed.
-- The column fills itself from the setting that the store makes at the start of each transaction, and row-level security
-- compares with the same setting: no query has to remember it, and none can forget it.
-- No foreign keys: their checks lock the referenced row, and every write of a push would queue behind the tenant's counter.
-- Written for PostgreSQL 15, the oldest target.

create table tenant (
  id text primary key,
  name text not null,
  epoch integer not null default 1,
  head bigint not null default 0,
  log_position bigint not null default 0,
  chain text not null default '',
  sample boolean not null default false,
  created_at timestamptz not null
);

-- One row per aggregate, there only to be locked.
create table record (
  tenant text not null default current_setting('banso.tenant'),
  kind text collate "C" not null,
  id text collate "C" not null,
  primary key (tenant, kind, id)
);

-- The latest version of each part. Body is text, never jsonb: what is hashed is bytes (L10).
create table part (
  tenant text not null default current_setting('banso.tenant'),
  kind text collate "C" not null,
  aggregate_id text collate "C" not null,
  part text collate "C" not null,
  version integer not null,
  retention text not null,
  body text not null,
  head bigint not null,
  primary key (tenant, kind, aggregate_id, part)
);

-- One row per scope and part, present or removed, at the head of the transaction that last changed it (L9).
create table feed (
  tenant text not null default current_setting('banso.tenant'),
  scope text collate "C" not null,
  kind text collate "C" not null,
  aggregate_id text collate "C" not null,
  part text collate "C" not null,
  present boolean not null,
  head bigint not null,
  primary key (tenant, scope, kind, aggregate_id, part)
);
create index feed_by_head on feed (tenant, scope, head);
create index feed_by_part on feed (tenant, kind, aggregate_id, part);

-- Why a scope reaches an aggregate: because of this other record.
create table reach (
  tenant text not null default current_setting('banso.tenant'),
  scope text collate "C" not null,
  kind text collate "C" not null,
  aggregate_id text collate "C" not null,
  because_kind text collate "C" not null,
  because_id text collate "C" not null,
  primary key (tenant, scope, kind, aggregate_id, because_kind, because_id)
);
create index reach_by_because on reach (tenant, because_kind, because_id);
create index reach_by_aggregate on reach (tenant, kind, aggregate_id);

create table person_scope (
  tenant text not null default current_setting('banso.tenant'),
  person text collate "C" not null,
  scope text collate "C" not null,
  granted_head bigint not null,
  primary key (tenant, person, scope)
);

create table device (
  tenant text not null default current_setting('banso.tenant'),
  id text collate "C" not null,
  person text not null,
  public_key text not null,
  label text not null,
  app_version text not null,
  registered_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant, id)
);

-- How far the server has a device's chain. A cloned phone opens a second branch of the same device (L3).
create table device_branch (
  tenant text not null default current_setting('banso.tenant'),
  device text collate "C" not null,
  branch integer not null,
  parent_branch integer,
  parent_seq bigint not null,
  last_seq bigint not null,
  tip text not null,
  primary key (tenant, device, branch)
);

-- Everything that ever arrived, in the order of its effect. Append-only: the app's role may not change or delete a row.
create table log (
  tenant text not null default current_setting('banso.tenant'),
  position bigint not null,
  head bigint not null,
  device text collate "C" not null,
  branch integer not null,
  seq bigint not null,
  span integer not null default 1,
  operation_id text collate "C",
  type text not null,
  kind text collate "C",
  aggregate_id text collate "C",
  retention text not null,
  actor text,
  hash text not null,
  device_chain text not null,
  chain text not null,
  key_owner text not null,
  sealed_text bytea not null,
  sealed_context bytea,
  verdict text not null,
  verdict_detail text not null,
  receipt text,
  received_at timestamptz not null,
  primary key (tenant, position),
  unique (tenant, operation_id),
  unique (tenant, device, branch, seq)
);
create index log_by_aggregate on log (tenant, kind, aggregate_id, position);

-- The key of one owner and retention class, wrapped by the key file. Destroying it erases what it sealed (L16).
create table seal_key (
  tenant text not null default current_setting('banso.tenant'),
  owner text collate "C" not null,
  class text collate "C" not null,
  wrapped bytea,
  destroyed_at timestamptz,
  primary key (tenant, owner, class),
  check ((wrapped is null) = (destroyed_at is not null))
);

create table receipt (
  tenant text not null default current_setting('banso.tenant'),
  id text collate "C" not null,
  device text collate "C" not null,
  branch integer not null,
  from_seq bigint not null,
  to_seq bigint not null,
  text text not null,
  signature text not null,
  push_signature text not null,
  at timestamptz not null,
  primary key (tenant, id)
);
create index receipt_by_device on receipt (tenant, device, branch, to_seq);

-- The server's own signing key, the same for every tenant.
create table server_key (
  id text primary key,
  public_key text not null,
  wrapped_private bytea not null,
  created_at timestamptz not null
);

-- Sign-in happens before the tenant is known: these two are found by hash, and only through the door.
create table sign_in_credential (
  hash text primary key,
  tenant text not null,
  person text not null,
  form text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_credential_by_person on sign_in_credential (tenant, person);

create table session (
  hash text primary key,
  tenant text not null,
  person text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_by_person on session (tenant, person);

grant select, insert, update on tenant to banso_app;
grant select, insert, update, delete on
  record, part, feed, reach, person_scope, device, device_branch, sign_in_credential, session to banso_app;
grant select, insert, update on seal_key to banso_app;
grant select, insert on log, receipt, server_key to banso_app;

grant select on tenant to banso_door;
grant select, insert, update, delete on sign_in_credential, session to banso_door;

alter table tenant enable row level security;
create policy own_tenant on tenant to banso_app using (id = current_setting('banso.tenant', true));
create policy door on tenant for select to banso_door using (true);

do $$
declare
  name text;
begin
  foreach name in array array[
    'record', 'part', 'feed', 'reach', 'person_scope', 'device', 'device_branch', 'log', 'seal_key', 'receipt',
    'sign_in_credential', 'session'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I to banso_app using (tenant = current_setting(''banso.tenant'', true))', name);
  end loop;
  foreach name in array array['sign_in_credential', 'session'] loop
    execute format('create policy door on %I to banso_door using (true)', name);
  end loop;
end
$$;
