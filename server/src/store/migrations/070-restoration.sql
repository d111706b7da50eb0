-- An office that was restored from a backup: when, and from which instant. Until somebody has looked at what came back and closed it,
-- what gives numbers or leads to payment is refused.
alter table tenant
  add column restored_at timestamptz,
  add column restored_from timestamptz;
