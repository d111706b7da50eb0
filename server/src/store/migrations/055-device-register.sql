-- The register of devices (FP-10-二c): what their owners declared, what they last said of themselves, and how many one person
-- may have. The latest declaration stands in the device's own row, so that a pull can be answered without reading the history.
alter table device
  add column declared_at timestamptz,
  add column place text,
  add column waiting_operations integer not null default 0,
  add column waiting_photos integer not null default 0,
  add column oldest_waiting_at timestamptz,
  add column recorded_to bigint not null default 0,
  add column clock_offset_ms bigint,
  add column persisted boolean;

-- How many devices one person may have at a time.
alter table tenant add column device_limit integer not null default 2;

-- A session belongs to the device it was opened on: what has none reads nothing, and what is lost loses it.
alter table session add column device text collate "C";

-- What people said and decided about devices: declared, lost, taken out, erased, reported. Append-only; the hash of each text
-- stands in the access log, whose chain proves that none was changed, taken out or put in.
create table device_fact (
  tenant text not null default current_setting('banso.tenant'),
  device text collate "C" not null,
  number integer not null,
  type text not null,
  at timestamptz not null,
  text text not null,
  primary key (tenant, device, number)
);

grant select, insert on device_fact to banso_app;
alter table device_fact enable row level security;
create policy own_tenant on device_fact to banso_app using (tenant = current_setting('banso.tenant', true));

-- What a person acts on, apart from what they may read: consent decides the second alone.
insert into reach (tenant, scope, kind, aggregate_id, because_kind, because_id)
select distinct tenant, 'work:' || substr(scope, strpos(scope, ':') + 1), kind, aggregate_id, because_kind, because_id
from reach where kind = 'engagement' and (scope like 'person:%' or scope like 'officer:%');
