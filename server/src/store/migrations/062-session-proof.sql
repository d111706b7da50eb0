-- When the person last showed a sign-in factor in this session: the gravest acts ask for one again.
alter table session add column proven_at timestamptz;
update session set proven_at = created_at;
alter table session alter column proven_at set not null;
