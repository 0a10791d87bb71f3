import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from './log.ts';

export const CHANNELS = ['attune_leases', 'attune_invalidations'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface NotificationOptions {
  readonly url: string;
  readonly log: Log;
  /** How often the connection is asked for the version of invalidations, in milliseconds: so a dead one and a lost notification are found. */
  readonly checkEvery: number;
}

/** Longest wait for any answer on the connection, in milliseconds. */
const PATIENCE = 5_000;
/** Longest wait for the end of a connection, in milliseconds. */
const FAREWELL = 200;
/** Pauses between attempts to connect, in milliseconds: the first, twice as long after each that fails, the longest. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 5_000;

interface Heard {
  readonly notified: Map<Channel, Set<(payload: string) => void>>;
  /** With the version of invalidations, each time it was asked for. */
  readonly checked: Set<(version: number) => void>;
  /** What was notified until now may have been missed. */
  readonly connected: Set<() => void>;
}

/** What Postgres notifies, on a connection of its own that is made anew whenever it breaks. */
export class Notifications {
  readonly #options: NotificationOptions;
  readonly #heard: Heard = {
    notified: new Map(CHANNELS.map((channel) => [channel, new Set()])),
    checked: new Set(),
    connected: new Set(),
  };
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: NotificationOptions) {
    this.#options = options;
  }

  /** Gives what ends it. The first call connects. */
  on(channel: Channel, listener: (payload: string) => void): () => void {
    return this.#add(this.#heard.notified.get(channel) ?? new Set(), listener);
  }

  onConnected(listener: () => void): () => void {
    return this.#add(this.#heard.connected, listener);
  }

  onChecked(listener: (version: number) => void): () => void {
    return this.#add(this.#heard.checked, listener);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  #add<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
    listeners.add(listener);
    this.#running ??= this.#run();
    return () => void listeners.delete(listener);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closed;
    let failures = 0;
    while (!signal.aborted) {
      const error = await this.#listen(() => {
        if (failures > 0) this.#options.log('info', 'notifications of the database are heard again');
        failures = 0;
      });
      if (signal.aborted) return;
      failures += 1;
      const reason = error instanceof Error ? error.message : String(error);
      if (failures === 1) this.#options.log('warn', 'notifications of the database are not heard just now', { reason });
      // Not all nodes at the same moment.
      const wait = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.5 + Math.random() / 2);
      await pause(wait, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** One connection, from its beginning to what ended it. */
  async #listen(onConnected: () => void): Promise<unknown> {
    const socket = new Socket();
    const client = new Client({
      stream: () => socket,
      connectionString: this.#options.url,
      application_name: 'attune listen',
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
      keepAlive: true,
    });
    const broken = Promise.withResolvers<unknown>();
    const onClosed = (): void => broken.resolve(undefined);
    client.on('error', broken.resolve).on('end', () => broken.resolve(new Error('the connection ended')));
    client.on('notification', ({ channel, payload = '' }) => {
      for (const listener of this.#heard.notified.get(channel as Channel) ?? []) listener(payload);
    });
    this.#closed.signal.addEventListener('abort', onClosed, { once: true });
    const work = this.#follow(client, onConnected).catch((error: unknown) => error);
    const ended = await Promise.race([work, broken.promise]);
    this.#closed.signal.removeEventListener('abort', onClosed);
    // Nothing answers on a connection that is dead, and as long as it is open the process does not end.
    await Promise.race([client.end().catch(() => {}), pause(FAREWELL)]);
    socket.destroy();
    return ended;
  }

  async #follow(client: Client, onConnected: () => void): Promise<void> {
    await client.connect();
    // Listening before looking: what is told in between is heard, and once more found.
    await client.query(CHANNELS.map((channel) => `listen ${channel}`).join(';'));
    await this.#check(client);
    onConnected();
    for (const listener of this.#heard.connected) listener();
    for (;;) {
      await pause(this.#options.checkEvery, undefined, { signal: this.#closed.signal, ref: false });
      await this.#check(client);
    }
  }

  async #check(client: Client): Promise<void> {
    const { rows } = await client.query<{ version: string }>('select version from invalidations');
    for (const listener of this.#heard.checked) listener(Number(rows[0]?.version ?? 0));
  }
}
