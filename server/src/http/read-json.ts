import type { Context } from 'hono';
import * as v from 'valibot';
import { Problem } from './problem.ts';

/** The JSON body of a request as its schema reads it. Throws `malformed_request`. */
export const readJson = async <Output>(context: Context, schema: v.GenericSchema<unknown, Output>): Promise<Output> => {
  if (!context.req.header('content-type')?.startsWith('application/json')) throw new Problem('malformed_request');
  let json: unknown;
  try {
    json = await context.req.json();
  } catch {
    throw new Problem('malformed_request');
  }
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) throw new Problem('malformed_request');
  return parsed.output;
};
