import { type Agent, request as send } from 'node:http';
import { connect } from 'node:net';

export interface Sent {
  readonly method: string;
  /** As it goes on the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Answered {
  readonly status: number;
  /** Without its parameters. */
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Longest wait for an answer, in milliseconds: what takes longer hangs. */
const PATIENCE = 15_000;

/** Sends a request by a connection that is kept; rejects where no answer comes. */
export async function sendTo(url: string, agent: Agent, sent: Sent): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const { hostname, port } = new URL(url);
  const { method, target, headers, body } = sent;
  const request = send({ agent, hostname, port, method, path: target, headers, timeout: PATIENCE });
  request.once('timeout', () => request.destroy(new Error('it hangs')));
  request.once('error', (error: NodeJS.ErrnoException) => {
    // A connection that the service closed before it saw the request, as it may.
    if (request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) resolve(sendTo(url, agent, sent));
    else reject(error);
  });
  request.once('response', (response) => {
    const { statusCode: status = 0, headers: got } = response;
    const parts: Buffer[] = [];
    const whole = (): void =>
      resolve({
        status,
        type: (got['content-type'] ?? '').split(';')[0] ?? '',
        headers: got,
        body: Buffer.concat(parts).toString(),
      });
    response
      .on('data', (part: Buffer) => parts.push(part))
      .once('end', whole)
      .once('error', reject);
  });
  request.end(body);
  return promise;
}

/** Sends bytes as they are, on a connection of their own; nothing where the service closes without a word. */
export async function sendBytes(url: string, bytes: Buffer): Promise<Answered | undefined> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parts: Buffer[] = [];
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error('it hangs')));
  socket.on('data', (part) => parts.push(part));
  socket.once('close', () => resolve(Buffer.concat(parts)));
  socket.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
  });
  socket.end(bytes);
  return parse((await promise).toString('latin1'));
}

/** The first answer on a connection; its body as it stands, which is enough for those that have a length. */
function parse(text: string): Answered | undefined {
  const [, status, lines, rest] = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n([^]*?)\r\n\r\n([^]*)$/.exec(text) ?? [];
  if (status === undefined || lines === undefined || rest === undefined) return undefined;
  const headers = Object.fromEntries(
    lines
      .split('\r\n')
      .map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = Number(headers['content-length'] ?? 0);
  const body = Buffer.from(rest, 'latin1').subarray(0, length).toString();
  return { status: Number(status), type: headers['content-type']?.split(';')[0] ?? '', body, headers };
}
