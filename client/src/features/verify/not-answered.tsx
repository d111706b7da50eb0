import type { ServerAnswer } from '../../sync/server-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from './messages.ts';

/** The server was not reached, or has been asked too often. */
export function NotAnswered({ answer, again }: { readonly answer: ServerAnswer<unknown>; readonly again: () => void }) {
  const tooMany = 'problem' in answer && answer.problem === 'too_many';
  return (
    <Notice
      kind="warn"
      title={tooMany ? messages.tooMany : messages.unreachable}
      actions={<Button onClick={again}>{messages.again}</Button>}
    />
  );
}
