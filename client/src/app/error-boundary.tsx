import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { messages } from './messages.ts';

type Props = { readonly children: ReactNode };
type State = { readonly broken: boolean };

/** A bug in a screen: says what happened, that the records are safe, and what to do. React asks for a class here. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error('A screen broke', error);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Screen>
        <Notice
          kind="error"
          live
          title={messages.brokenTitle}
          actions={
            <Button look="solid" onClick={() => window.location.reload()}>
              {messages.reload}
            </Button>
          }
        >
          <p>{messages.brokenSafe}</p>
          <p>{messages.brokenTodo}</p>
        </Notice>
      </Screen>
    );
  }
}
