import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server on this machine that can be cut. */
export interface Line {
  readonly url: string;
  /** Ends all connections at once and takes no more, or takes them again. */
  cut(isCut: boolean): void;
  close(): void;
}

export async function layLine(to: string): Promise<Line> {
  const sockets = new Set<Socket>();
  let isDown = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (isDown) near.destroy();
    else near.pipe(keep(connect(Number(new URL(to).port), '127.0.0.1'))).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (now: boolean): void => {
    isDown = now;
    if (now) for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    close() {
      cut(true);
      server.close();
    },
  };
}
