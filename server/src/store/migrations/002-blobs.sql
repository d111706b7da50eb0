-- Bytes that a record names by their hash (photos). A row is found by its record, never by its hash alone: a hash is no
-- permission (L15). What is sealed here is sealed under the key of the record's aggregate and retention class (L16).

-- An upload under way: how much of it is here.
create table blob_upload (
  tenant text not null default current_setting('banso.tenant'),
  kind text collate "C" not null,
  aggregate_id text collate "C" not null,
  part text collate "C" not null,
  device text collate "C" not null,
  received integer not null,
  touched_at timestamptz not null,
  primary key (tenant, kind, aggregate_id, part)
);
create index blob_upload_by_touch on blob_upload (tenant, touched_at);

create table blob_chunk (
  tenant text not null default current_setting('banso.tenant'),
  kind text collate "C" not null,
  aggregate_id text collate "C" not null,
  part text collate "C" not null,
  start integer not null,
  sealed bytea not null,
  primary key (tenant, kind, aggregate_id, part, start)
);

-- What is kept: encoded anew. Both hashes stay, of what was sent and of what is kept.
create table blob (
  tenant text not null default current_setting('banso.tenant'),
  kind text collate "C" not null,
  aggregate_id text collate "C" not null,
  part text collate "C" not null,
  retention text not null,
  sent_sha256 text not null,
  sha256 text not null,
  type text not null,
  bytes integer not null,
  sealed bytea not null,
  stored_at timestamptz not null,
  primary key (tenant, kind, aggregate_id, part)
);

grant select, insert, update, delete on blob_upload to banso_app;
grant select, insert, delete on blob_chunk, blob to banso_app;

do $$
declare
  name text;
begin
  foreach name in array array['blob_upload', 'blob_chunk', 'blob'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I to banso_app using (tenant = current_setting(''banso.tenant'', true))', name);
  end loop;
end
$$;
