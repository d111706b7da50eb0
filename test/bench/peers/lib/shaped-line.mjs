// A phone's line in front of a server: every byte comes late, and no more of them in a second than the line carries.
import net from 'node:net';

/** `rttMs`: there and back. Resolves with the port to call instead of `toPort`. */
export const openShapedLine = async (toPort, { rttMs, bitsPerSecond }) => {
  const sockets = new Set();
  const carry = (from, to) => {
    let freeAtMs = 0;
    let ended = false;
    let underWay = 0;
    from.on('data', (bytes) => {
      const nowMs = performance.now();
      freeAtMs = Math.max(nowMs, freeAtMs) + (bytes.length * 8_000) / bitsPerSecond;
      underWay += bytes.length;
      // A sender that is far ahead of the line waits, as TCP makes it.
      if (underWay > 262_144) from.pause();
      setTimeout(
        () => {
          underWay -= bytes.length;
          if (from.isPaused()) from.resume();
          if (!to.destroyed) to.write(bytes);
          if (ended && underWay === 0) to.end();
        },
        freeAtMs - nowMs + rttMs / 2,
      );
    });
    from.on('end', () => {
      ended = true;
      if (underWay === 0) to.end();
    });
    from.on('error', () => to.destroy());
    from.on('close', () => ended || to.destroy());
  };
  const server = net.createServer({ allowHalfOpen: true }, (near) => {
    const far = net.connect({ port: toPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
    }
    carry(near, far);
    carry(far, near);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
