/** A folder of the build, as `npm run bench` hands it over; throws when it was started in another way. */
export const builtFolder = (name: 'BANSO_CLIENT_DIR' | 'BANSO_MIGRATIONS_DIR' | 'BANSO_PGLITE_DIR'): string => {
  const folder = process.env[name];
  if (!folder) throw new Error(`${name} is not set: start with npm run bench or npm run scan`);
  return folder;
};
