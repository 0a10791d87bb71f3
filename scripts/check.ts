import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { audit } from './audit.ts';

// npm run check: types, lint with the walls between the rooms, format, unused code, known faults of dependencies; side by side, silent where all
// is well.

const root = fileURLToPath(new URL('..', import.meta.url));
const projects = globSync(['tsconfig{,.examples}.json', '{packages/*,test-support}/tsconfig*.json'], { cwd: root });

/** By name: a program below node_modules, and what it is told. */
const CHECKS = {
  types: ['typescript/bin/tsc', '--build', '--incremental', '--builders', '2', ...projects],
  lint: ['oxlint/bin/oxlint'],
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '--cache', '--cache-strategy=content', '.'],
  unused: ['knip/bin/knip.js', '--no-progress', '--no-config-hints'],
} as const;

/** Runs one and prints how it went, with what it said only if it failed. */
async function run(name: string, [program = '', ...args]: readonly string[]): Promise<boolean> {
  const started = performance.now();
  const child = spawn(process.execPath, [`${root}node_modules/${program}`, ...args], {
    cwd: root,
    env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const passed = await new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const warnings = /Found (\d+) warnings?/.exec(output)?.[1] ?? '0';
  const note = warnings === '0' ? '' : `  (warnings: ${warnings}; npx oxlint shows them)`;
  console.log(`${passed ? '✓' : '✗'} ${name.padEnd(8)}${seconds} s${passed ? note : `\n${output.trimEnd()}\n`}`);
  return passed;
}

async function runAudit(): Promise<boolean> {
  const { state, note } = await audit(root);
  const sign = { sound: '✓', unknown: '?', faulty: '✗' }[state];
  console.log(`${sign} audit   ${note}`.trimEnd());
  return state !== 'faulty';
}

const results = await Promise.all([...Object.entries(CHECKS).map(([name, command]) => run(name, command)), runAudit()]);
process.exitCode = results.every(Boolean) ? 0 : 1;
