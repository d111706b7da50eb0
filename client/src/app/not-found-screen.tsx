import { AppBar } from '../ui/app-bar.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { messages } from './messages.ts';

/** An address that no screen answers to. */
export function NotFoundScreen() {
  return (
    <Screen bar={<AppBar title={messages.notFoundTitle} />}>
      <p>{messages.notFoundTodo}</p>
      <ButtonLink look="solid" href="/">
        {messages.home}
      </ButtonLink>
    </Screen>
  );
}
