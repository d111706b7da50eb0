/**
 * Reads what lies on the device once, and says whether it has; a reading that failed is tried again by whoever asks next. Nothing may
 * be written over a draft before it was read: one key stroke after a connection that broke took away what a crash had left behind.
 */
export const readOnce = (read: () => Promise<void>): (() => Promise<boolean>) => {
  let reading: Promise<boolean> | null = null;
  return () => {
    reading ??= read().then(
      () => true,
      () => {
        reading = null;
        return false;
      },
    );
    return reading;
  };
};
