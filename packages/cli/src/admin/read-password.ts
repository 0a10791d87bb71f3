import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

const [LEAST, MOST] = [10, 128];

/** A password that no account may have. */
class PasswordError extends Error {
  override readonly name = 'PasswordError';
  readonly remedy = `give ${LEAST} to ${MOST} characters at the prompt, or as one line on stdin`;
}

/** From the terminal, where it is not shown; else the one line of stdin. Never from an argument, which others on the machine can read. */
export async function readPassword(): Promise<string> {
  const given = process.stdin.isTTY ? await ask() : (await text(process.stdin)).replace(/\r?\n$/, '');
  if (given.length < LEAST || given.length > MOST || /[\r\n]/.test(given)) {
    throw new PasswordError('that is no password for an account');
  }
  return given;
}

async function ask(): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write('Password: ');
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
