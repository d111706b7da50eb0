-- The operation types that programs on this database know, each since it was last started: during an update a process that still runs
-- an earlier program leaves what it does not know to those that do (SPEC L14.8). The server's own, of no office.
create table operation_type (
  type text primary key,
  told_at timestamptz not null
);

grant select, insert, update on operation_type to banso_app;
