import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import type { ProblemBody } from '@banso/shared/protocol/sync.ts';

/** Thrown by routes; becomes problem JSON in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** What it is about in this case, put before what to do: the characters that cannot be printed. */
  readonly about: string;
  /** From when the same request will be heard; null where that is not known. */
  readonly retryAfterMs: number | null;

  constructor(code: ProblemCode, about = '', { retryAfterMs = null }: { readonly retryAfterMs?: number | null } = {}) {
    super(code);
    this.code = code;
    this.about = about;
    this.retryAfterMs = retryAfterMs;
  }
}

/** RFC 9457 body: what happened, and what to do, in the catalogue's Japanese. */
export const problemBody = (code: ProblemCode, about = ''): ProblemBody => {
  const { status, title, todo } = PROBLEMS[code];
  return { type: `urn:banso:problem:${code}`, title, status, code, detail: `${about}${todo}` };
};

/** A problem as an HTTP response. */
export const problemResponse = (code: ProblemCode, about = ''): Response =>
  Response.json(problemBody(code, about), {
    status: PROBLEMS[code].status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  });

/** The same for a person whose browser opened the address itself, such as a paper in a new tab. */
export const problemPage = (code: ProblemCode, about = ''): Response => {
  const { title, detail = '', status } = problemBody(code, about);
  const page = [
    '<!doctype html><html lang="ja"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${escaped(detail)}</p>`,
    '<p><a href="/">伴走の画面へ戻る</a></p></html>',
  ];
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(page.join('\n'), { status, headers });
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
