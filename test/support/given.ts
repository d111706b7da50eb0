/** What a fixture is known to have; says so where it has not. */
export const given = <Value>(value: Value | null | undefined): Value => {
  if (value === null || value === undefined) throw new Error('the fixture lacks it');
  return value;
};
