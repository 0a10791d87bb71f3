import type { Log } from '../log.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import type { RunningServer } from './launch.ts';
import { waitForEnd } from './processes.ts';
import type { StopMode } from './stop-server.ts';

/** A server that ends more often than this within `WINDOW` milliseconds is not started again. */
const MAX_RESTARTS = 5;
const WINDOW = 60_000;
/** How long a stop may take before the next stronger one, in milliseconds. */
const PATIENCE = 30_000;

/** What a supervisor does to the world. */
export interface SupervisorPorts {
  launch(): Promise<RunningServer>;
  stop(pid: number, mode: StopMode): void;
  /** After each start, the first included. */
  onStarted(pid: number): Promise<void>;
  /** The server ended too often or cannot be started again; it stays down. */
  onGaveUp(error: Error): void;
  readonly log: Log;
}

/** Keeps a server running until it is told to stop. */
export class Supervisor {
  readonly #ports: SupervisorPorts;
  #server: RunningServer | undefined;
  #restarts: number[] = [];
  #restarting: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  // The process ends without having been told to stop us: an uncaught error, or process.exit somewhere.
  readonly #onExit = (): void => {
    if (this.#server) this.#ports.stop(this.#server.pid, 'fast');
  };

  constructor(ports: SupervisorPorts) {
    this.#ports = ports;
  }

  /** Process number of the server; undefined while it is down. */
  get pid(): number | undefined {
    return this.#server?.pid;
  }

  async start(): Promise<void> {
    await this.#launch();
    process.once('exit', this.#onExit);
  }

  /** Breaks connections, lets the server write everything out, and waits for its end. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #launch(): Promise<void> {
    const server = await this.#ports.launch();
    this.#server = server;
    void server.ended.then((how) => this.#onEnded(how));
    await this.#ports.onStarted(server.pid);
  }

  #onEnded(how: string): void {
    this.#server = undefined;
    if (this.#stopped) return;
    this.#ports.log('error', 'the database server ended; starting it again', { how });
    this.#restarting = this.#restart().catch((error: unknown) => {
      this.#ports.onGaveUp(error instanceof Error ? error : new Error(String(error)));
    });
  }

  async #restart(): Promise<void> {
    const now = Date.now();
    this.#restarts = [...this.#restarts.filter((time) => now - time < WINDOW), now];
    const count = this.#restarts.length;
    if (count > MAX_RESTARTS) throw gaveUp();
    // At once the first time, then with growing pauses: up to 1.6 s.
    if (count > 1) await pause(100 * 2 ** (count - 1));
    if (!this.#stopped) await this.#launch();
  }

  async #stop(): Promise<void> {
    process.off('exit', this.#onExit);
    await this.#restarting;
    for (const mode of ['fast', 'immediate'] as const) {
      const server = this.#server;
      if (!server) return;
      this.#ports.stop(server.pid, mode);
      await endsWithin(server, PATIENCE);
    }
    const pid = this.#server?.pid;
    if (pid === undefined) return;
    process.kill(pid, 'SIGKILL');
    await waitForEnd(pid, PATIENCE);
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function endsWithin(server: RunningServer, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([server.ended, new Promise((resolve) => (timer = setTimeout(resolve, patience)))]);
  clearTimeout(timer);
}

function gaveUp(): Error {
  return new EmbeddedDatabaseError(
    'gave_up',
    `The database server ended ${MAX_RESTARTS + 1} times within a minute and is not started again.`,
    'Its log says why; what was saved is kept. Mend that and start again.',
  );
}
