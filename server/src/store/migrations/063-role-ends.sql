-- The last day in Japan, 2027-03-31, on which a person reads a scope; null: no end. Reading compares it with the server's
-- clock, so that an end counts at once, also before its operation has taken the scope away.
alter table person_scope add column until text collate "C";
create index person_scope_by_end on person_scope (tenant, until) where until is not null;
