import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import type { ServerAnswer } from '../sync/server-transport.ts';
import { Notice } from '../ui/notice.tsx';
import { messages } from './way-messages.ts';

/** Why the server did not do what was asked. */
export type AnswerFailure = Exclude<ServerAnswer<never>, { readonly answer: never }>;

/** What happened, that nothing is lost, and what to do; nothing when all went well. */
export function AnswerProblem({ failure }: { readonly failure: AnswerFailure | null }) {
  if (!failure) return null;
  const { title, todo } =
    'problem' in failure
      ? { title: PROBLEMS[failure.problem].title, todo: failure.detail ?? PROBLEMS[failure.problem].todo }
      : { title: messages.unreachableTitle, todo: messages.unreachableTodo };
  return (
    <Notice kind="error" live title={title}>
      <p>{todo}</p>
    </Notice>
  );
}
