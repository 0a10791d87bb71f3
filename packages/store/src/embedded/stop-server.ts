import { spawn } from 'node:child_process';

/** `fast` breaks connections and writes everything out · `immediate` leaves that to the next start. */
export type StopMode = 'fast' | 'immediate';

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/** Asks a server to stop, without waiting. Windows has no such signals: there PostgreSQL's own tool asks. */
export function stopServer(pid: number, mode: StopMode, cluster: string, pgCtl: string): void {
  if (process.platform === 'win32') {
    spawn(pgCtl, ['stop', '-D', cluster, '-m', mode, '-W'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(pid, SIGNALS[mode]);
  } catch {
    // It has ended by itself.
  }
}
