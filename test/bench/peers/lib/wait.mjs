export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Until `count()` reaches n; without n, until it has stood still for two seconds. */
export const reach = async (count, n) => {
  let [last, sinceMs] = [-1, Date.now()];
  for (;;) {
    const now = count();
    if (n === undefined ? Date.now() - sinceMs > 2_000 : now >= n) return now;
    if (now !== last) [last, sinceMs] = [now, Date.now()];
    await sleep(5);
  }
};

/** Server-sent events over fetch, until the signal. `heard` gets each event's data. */
export const listen = async (url, heard, { signal, opened = () => {}, headers = {} }) => {
  while (!signal.aborted) {
    try {
      const response = await fetch(url, { signal, headers: { accept: 'text/event-stream', ...headers } });
      opened();
      const decoder = new TextDecoder();
      let text = '';
      for await (const bytes of response.body) {
        text += decoder.decode(bytes, { stream: true });
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const data = text
            .slice(0, end)
            .split('\n')
            .flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []))
            .join('\n');
          text = text.slice(end + 2);
          if (data) heard(data);
        }
      }
    } catch {
      // The line was cut, or nobody wants to hear any more.
    }
    await sleep(200);
  }
};
