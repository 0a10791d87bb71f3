import { once } from 'node:events';
import { type AddressInfo, createServer, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Transform } from 'node:stream';

/** Stands between a node and its database, and fails as a network does. */
export interface DatabaseProxy extends AsyncDisposable {
  /** Of the same database, through it. */
  readonly url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Nothing goes through, and no connection breaks. */
  freeze(): void;
  /** Freezes with the next statement that has this text, before it is through. */
  freezeAt(text: string): void;
  /** All as before; what was held back goes through. */
  heal(): Promise<void>;
  /** Swallows what the database notifies; all else goes through. */
  loseNotifications(areLost: boolean): void;
}

export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const socketFolder = target.searchParams.get('host');
  const port = Number(target.port || target.searchParams.get('port') || 5432);
  const reach = (): Socket =>
    socketFolder === null ? connect(port, target.hostname) : connect(join(socketFolder, `.s.PGSQL.${port}`));
  const pairs = new Set<readonly [Socket, Socket]>();
  const state = { areLost: false, isFrozen: false, freezesAt: undefined as string | undefined };
  let heldBack = (): void => {};
  const freeze = (): void => {
    state.isFrozen = true;
    for (const pair of pairs) hold(pair);
  };

  const accept = (client: Socket): void => {
    const database = reach();
    const pair = [client, database] as const;
    pairs.add(pair);
    // What a client sent before it closed goes through all the same, as on a network.
    client.on('error', () => database.destroy()).on('close', () => database.end());
    database
      .on('error', () => client.destroy())
      .on('close', () => {
        pairs.delete(pair);
        client.destroy();
      });
    client.on('data', (chunk) => {
      if (state.freezesAt !== undefined && chunk.includes(state.freezesAt)) {
        state.freezesAt = undefined;
        heldBack = () => void database.write(chunk);
        freeze();
      } else if (!database.write(chunk)) {
        client.pause();
        database.once('drain', () => state.isFrozen || client.resume());
      }
    });
    database.pipe(withoutNotifications(() => state.areLost)).pipe(client);
    if (state.isFrozen) hold(pair);
  };

  let server = await listen(accept, 0);
  const { port: own } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    await closed;
  };
  const through = new URL(url);
  through.searchParams.delete('host');
  through.searchParams.delete('port');
  through.host = `127.0.0.1:${own}`;

  return {
    url: through.href,
    cut,
    freeze,
    freezeAt: (text) => void (state.freezesAt = text),
    async heal() {
      state.isFrozen = false;
      heldBack();
      heldBack = () => {};
      for (const pair of pairs) for (const socket of pair) socket.resume();
      if (!server.listening) server = await listen(accept, own);
    },
    loseNotifications: (areLost) => void (state.areLost = areLost),
    [Symbol.asyncDispose]: cut,
  };
}

const hold = (pair: readonly Socket[]): void => pair.forEach((socket) => void socket.pause());

async function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  const server = createServer(accept).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const NOTIFICATION = 'A'.charCodeAt(0);

/** What the database says, message by message: a letter, and the length of what follows with the four bytes of it. */
function withoutNotifications(areLost: () => boolean): Transform {
  let rest: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 5) {
        const length = 1 + rest.readInt32BE(1);
        if (rest.length < length) break;
        if (rest[0] !== NOTIFICATION || !areLost()) this.push(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
      done();
    },
  });
}
