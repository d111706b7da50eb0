/**
 * True when the database refuses the data itself (SQLSTATE class 22 data exception, 23 integrity, 54 limit exceeded), so
 * that trying the same again would fail again. Lost connections, full disks and deadlocks are not of this kind.
 */
export const isDataError = (error: unknown): boolean => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(22|23|54)[0-9A-Z]{3}$/.test(code);
};
