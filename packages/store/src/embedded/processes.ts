import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface RunningProcess {
  /** Differs for each process that ever has this number, so that a number used again is not taken for the old process. */
  readonly started: string;
  /** Its program and arguments, as far as the system tells. */
  readonly command: string;
  /** Its working folder, where the system tells. */
  readonly folder?: string;
}

const run = promisify(execFile);

/** What runs under a process number; undefined if nothing does, or only a dead process that nobody has collected. */
export async function inspectProcess(pid: number): Promise<RunningProcess | undefined> {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    if (process.platform === 'linux') return await inspectLinux(pid);
    return process.platform === 'win32' ? await inspectWindows(pid) : await inspectPosix(pid);
  } catch {
    return undefined;
  }
}

async function inspectLinux(pid: number): Promise<RunningProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name, second and in parentheses, may hold spaces and parentheses; state is the third field, start the 22nd.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return { started: `${boot.trim()}/${fields[19]}`, command, ...(folder === undefined ? {} : { folder }) };
}

async function inspectPosix(pid: number): Promise<RunningProcess | undefined> {
  const { stdout } = await run('ps', ['-o', 'lstart=,stat=,command=', '-p', String(pid)]);
  const [, started = '', state = '', command = ''] = /^\s*(\S+ +\S+ +\d+ +\S+ +\d+) +(\S+) +(.*)$/m.exec(stdout) ?? [];
  return state === '' || state.startsWith('Z') ? undefined : { started, command };
}

async function inspectWindows(pid: number): Promise<RunningProcess | undefined> {
  const script = `$p = Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}'; "$($p.CreationDate.ToFileTimeUtc()) $($p.CommandLine)"`;
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-Command', script]);
  const [, started = '', command = ''] = /^(\S+) ?(.*)$/m.exec(stdout.trim()) ?? [];
  return started === '' ? undefined : { started, command };
}

/** Waits until nothing runs under that number; false if it still does after `patience` milliseconds. */
export async function waitForEnd(pid: number, patience: number): Promise<boolean> {
  const end = Date.now() + patience;
  while (await inspectProcess(pid)) {
    if (Date.now() > end) return false;
    await delay(20);
  }
  return true;
}
