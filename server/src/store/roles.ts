import type { Pool } from 'pg';

/**
 * Makes the two roles that transactions take on, and lets the connecting user take them on.
 *
 * Roles belong to the whole PostgreSQL cluster, so they are not a migration: a database restored elsewhere lacks them, and
 * two databases may create them at the same moment. Throws the database's error when the user may neither create the roles
 * nor already use them; an administrator then runs `create role` and `grant … to <user>` once.
 */
export const ensureRoles = async (pool: Pool): Promise<void> => {
  for (const role of ['banso_app', 'banso_door']) await pool.query(ensureRole(role));
};

/**
 * A lost race shows as duplicate_object, as unique_violation, or (for the grant) as "tuple concurrently updated",
 * an internal_error: in each case the other side has done it.
 */
const ensureRole = (role: string): string => `
do $$
begin
  if not exists (select from pg_roles where rolname = '${role}') then
    begin
      create role ${role} nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  begin
    set local role ${role};
    reset role;
  exception when insufficient_privilege then
    begin
      execute format('grant ${role} to %I', session_user);
    exception when unique_violation or internal_error then null;
    end;
  end;
end
$$`;
