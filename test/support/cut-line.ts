import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What the browser asked for: the path, and what for, in the browser's own word (`Sec-Fetch-Dest`). */
export type Asked = { readonly path: string; readonly dest: string };

/** A line to a server that can be cut for some requests: their connection ends without an answer. */
export type CutLine = {
  readonly url: string;
  /** How many requests were cut off. */
  readonly cuts: () => number;
  readonly cut: (isCut: (asked: Asked) => boolean) => void;
  readonly mend: () => void;
  readonly close: () => void;
};

/** A line from a port of its own to the server at `to`. */
export const openCutLine = async (to: string): Promise<CutLine> => {
  let isCut: (asked: Asked) => boolean = () => false;
  let cuts = 0;
  const line = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (isCut({ path, dest: String(incoming.headers['sec-fetch-dest'] ?? '') })) {
      cuts += 1;
      incoming.socket.destroy();
      return;
    }
    const { method, headers } = incoming;
    const onward = ask(new URL(path, to), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  line.listen(0, 'localhost');
  await once(line, 'listening');
  // A server that listens on a port has an address of this form.
  const { port } = line.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    cuts: () => cuts,
    cut: (which) => {
      isCut = which;
    },
    mend: () => {
      isCut = () => false;
    },
    close: () => {
      line.closeAllConnections();
      line.close();
    },
  };
};
