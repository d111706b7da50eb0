import * as v from 'valibot';
import { Problem } from './problem.ts';

/** The query or path of a request as its schema reads it. Throws `malformed_request`. */
export const parsed = <Output>(schema: v.GenericSchema<unknown, Output>, input: unknown): Output => {
  const read = v.safeParse(schema, input);
  if (!read.success) throw new Problem('malformed_request');
  return read.output;
};
