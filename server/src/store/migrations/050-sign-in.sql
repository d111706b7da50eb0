-- How people sign in. None of it is programme data: it lies outside the log, and a tenant sees its own rows alone (001).
-- Sign-in happens before the tenant is known, so the door finds these by hash or by id.

-- A session gets an id that may be shown, what it was opened with, and the tokens beside the one that holds: the next one,
-- issued and not yet used, and the last one, good for a moment more. A lost answer then ends nobody's session.
alter table session add column id text collate "C";
update session set id = hash;
alter table session alter column id set not null;
alter table session drop constraint session_pkey;
alter table session add primary key (id);
alter table session add column next_hash text;
alter table session add column previous_hash text;
alter table session add column previous_until timestamptz;
alter table session add column renewed_at timestamptz;
update session set renewed_at = created_at;
alter table session alter column renewed_at set not null;
alter table session add column label text not null default '';
-- Words with a space between: passkey, link, code, mail, totp.
alter table session add column ways text not null default 'link';
-- False: only good for giving a second way.
alter table session add column enough boolean not null default true;
alter table session add column idle_seconds integer not null default 2592000;
create unique index session_by_hash on session (hash);
create unique index session_by_next on session (next_hash) where next_hash is not null;
create unique index session_by_previous on session (previous_hash) where previous_hash is not null;

-- Whether the experts of this office may sign in by a link or code alone.
alter table tenant add column experts_by_link_alone boolean not null default false;

-- One row per person who signs in. `handle`: the random name under which passkeys know the person.
create table account (
  tenant text not null,
  person text collate "C" not null,
  handle text not null unique,
  -- The e-mail for signing in, sealed; the index is keyed by the server's secret, so that it tells nothing by itself.
  sealed_email bytea,
  email_index text,
  sealed_totp bytea,
  -- Null while the person has not shown a first code.
  totp_since timestamptz,
  -- The last time step that was accepted: no code counts twice.
  totp_step bigint,
  primary key (tenant, person)
);
create index account_by_email on account (email_index) where email_index is not null;

create table passkey (
  id text collate "C" primary key,
  tenant text not null,
  person text collate "C" not null,
  public_key bytea not null,
  counter bigint not null,
  transports text not null,
  label text not null,
  backed_up boolean not null,
  -- Whether it can give the device a secret of its own (WebAuthn PRF). The secret itself never comes here.
  prf boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  -- Its counter went back: somebody may have copied it. It opens nothing any more.
  suspect_since timestamptz
);
create index passkey_by_person on passkey (tenant, person);

-- A challenge under way: for one ceremony, once. `session`: the session for which a passkey is being made.
create table ceremony (
  challenge text primary key,
  purpose text not null,
  tenant text,
  person text,
  session text,
  expires_at timestamptz not null
);

create table mail_code (
  id text primary key,
  tenant text not null,
  person text collate "C" not null,
  purpose text not null,
  code_hash text not null,
  sealed_email bytea not null,
  expires_at timestamptz not null
);
create index mail_code_by_person on mail_code (tenant, person);

-- Who has to wait after failed tries. `subject` is a hash of an account, a caller, or both.
create table sign_in_wait (
  subject text primary key,
  failures integer not null,
  last_at timestamptz not null,
  wait_until timestamptz not null
);

-- The one link for the first administrator of a server without an office.
create table first_start (
  hash text primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tenant text,
  person text
);

grant select, insert, update, delete on account, passkey, mail_code, ceremony to banso_app, banso_door;
grant select, insert, update, delete on sign_in_wait to banso_door;
grant select, insert, update, delete on first_start to banso_door, banso_app;

do $$
declare
  name text;
begin
  foreach name in array array['account', 'passkey', 'mail_code', 'ceremony'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I to banso_app using (tenant = current_setting(''banso.tenant'', true))', name);
    execute format('create policy door on %I to banso_door using (true)', name);
  end loop;
end
$$;
