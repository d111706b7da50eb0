import { type ComponentType, useEffect, useState } from 'react';
import { AfterAWhile } from './after-a-while.tsx';
import { messages } from './messages.ts';

export type LoadedLater<Props extends object> = ComponentType<Props> & {
  /** Fetches the code ahead of its first use; a failure is told when the screen is opened. */
  readonly preload: () => void;
};

/**
 * A screen whose code comes when it is first opened, or preloaded. Rejections of `load` reach the nearest error boundary.
 *
 * Not React's `lazy`: once `Suspense` has shown nothing for a moment, it keeps a screen that is ready back for 300 ms, at
 * every start of the app and at the first tap on every tab.
 */
export const loadedLater = <Props extends object>(load: () => Promise<ComponentType<Props>>): LoadedLater<Props> => {
  let screen: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;

  const loadOnce = (): Promise<void> => {
    loading ??= load().then(
      (loaded) => {
        screen = loaded;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };

  const Later = (props: Props) => {
    const [end, setEnd] = useState<{ readonly failure: unknown } | 'loaded' | null>(null);
    useEffect(() => {
      if (!screen)
        loadOnce().then(
          () => setEnd('loaded'),
          (failure: unknown) => setEnd({ failure }),
        );
    }, []);
    if (end !== null && end !== 'loaded') throw end.failure;
    const Screen = screen;
    if (Screen) return <Screen {...props} />;
    return (
      <AfterAWhile>
        <p className="hint" role="status">
          {messages.comingLater}
        </p>
      </AfterAWhile>
    );
  };
  const preload = () => {
    loadOnce().catch(() => undefined);
  };
  return Object.assign(Later, { preload });
};
