import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import type { ProblemBody } from '@banso/shared/protocol/sync.ts';

/** Thrown by routes; becomes problem JSON in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode) {
    super(code);
    this.code = code;
  }
}

/** RFC 9457 body: what happened, and what to do, in the catalogue's Japanese. */
export const problemBody = (code: ProblemCode): ProblemBody => {
  const { status, title, todo } = PROBLEMS[code];
  return { type: `urn:banso:problem:${code}`, title, status, code, detail: todo };
};

/** A problem as an HTTP response. */
export const problemResponse = (code: ProblemCode): Response =>
  Response.json(problemBody(code), {
    status: PROBLEMS[code].status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  });
