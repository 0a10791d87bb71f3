import { spawn } from 'node:child_process';

/** What npm says of known faults in what is shipped: `unknown` where its registry cannot be asked. */
export interface Audit {
  readonly state: 'sound' | 'faulty' | 'unknown';
  readonly note: string;
}

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly name: string }>>;
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
}

/** Those that stop a check; lesser ones are told. */
const GRAVE = new Set(['high', 'critical']);

/** Asks whatever registry npm is configured for. Never rejects: that it cannot be asked is told, and stops nothing. */
export async function audit(cwd: string, environment: NodeJS.ProcessEnv = process.env): Promise<Audit> {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const child = spawn('npm', args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const isThere = await new Promise<boolean>((resolve) => {
    child.once('close', () => resolve(true));
    child.once('error', () => resolve(false));
  });
  return isThere ? judge(output) : unknown('npm cannot be run');
}

const unknown = (why: string): Audit => ({
  state: 'unknown',
  note: `NOT CHECKED for known faults of dependencies: ${why}. Run npm audit where the registry answers it.`,
});

function judge(output: string): Audit {
  const report = parsed(output);
  if (!report?.vulnerabilities)
    return unknown(report?.error?.summary || report?.message || report?.error?.code || 'the registry did not answer');
  const all = Object.values(report.vulnerabilities);
  const grave = all.filter(({ severity }) => GRAVE.has(severity));
  const names = (faults: typeof all): string => faults.map(({ name, severity }) => `${name} (${severity})`).join(', ');
  if (grave.length > 0) return { state: 'faulty', note: `known faults in ${names(grave)}; npm audit says more` };
  return { state: 'sound', note: all.length === 0 ? '' : `lesser known faults in ${names(all)}` };
}

function parsed(output: string): Report | undefined {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return undefined;
  }
}
