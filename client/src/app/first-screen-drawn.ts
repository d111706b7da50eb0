/** The network has time: what a person waits for at a start is the screen. At most half a second, also in a hidden tab. */
export const firstScreenDrawn = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 200);
  });
