-- How much room a device said that it has, in steps of ten megabytes, and whether its reserve is laid; null: it has not said.
alter table device
  add column free_mb integer,
  add column used_mb integer,
  add column reserve text collate "C";
