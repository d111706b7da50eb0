/** Tells the other tabs of this browser that something was written. */
export type ChangeChannel = {
  readonly tell: () => void;
  readonly listen: (heard: () => void) => void;
  readonly close: () => void;
};

/** One channel per database name. */
export const broadcastChanges = (database: string): ChangeChannel => {
  const channel = new BroadcastChannel(`${database}-changes`);
  return {
    tell: () => channel.postMessage(null),
    listen: (heard) => channel.addEventListener('message', heard),
    close: () => channel.close(),
  };
};
