/** What was written: records and the outbox, or only a draft (whoever shows no draft need not ask again for one); or all is gone. */
export type Change = 'records' | 'drafts' | 'erased';

/** Tells the other tabs of this browser that something was written. */
export type ChangeChannel = {
  readonly tell: (change: Change) => void;
  readonly listen: (heard: (change: Change) => void) => void;
  readonly close: () => void;
};

const CHANGES: readonly Change[] = ['records', 'drafts', 'erased'];

/** One channel per database name. */
export const broadcastChanges = (database: string): ChangeChannel => {
  const channel = new BroadcastChannel(`${database}-changes`);
  return {
    tell: (change) => channel.postMessage(change),
    // A tab of an earlier version says nothing: it may mean everything.
    listen: (heard) =>
      channel.addEventListener('message', ({ data }) => heard(CHANGES.find((change) => change === data) ?? 'records')),
    close: () => channel.close(),
  };
};

/** Listeners of this tab, told about writes of every tab. */
export const announce = (channel: ChangeChannel) => {
  const listeners = new Set<(change: Change) => void>();
  const tellHere = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  let closed = false;
  channel.listen(tellHere);
  return {
    tell: (change: Change) => {
      tellHere(change);
      // What was under way when the device was locked still comes to its end, and is told by nobody.
      if (!closed) channel.tell(change);
    },
    subscribe: (listener: (change: Change) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => {
      closed = true;
      channel.close();
    },
  };
};
