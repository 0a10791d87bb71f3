import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import type { ModelProvider } from '@attune/contract';
import type { ModelCredentials } from '../providers/open-model.ts';
import type { Usage } from '../types.ts';
import { anthropic } from './anthropic.ts';
import { chatCompletions } from './chat-completions.ts';
import { google } from './google.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Finish, ReceivedRequest, Script, WireFormat } from './script.ts';

/** A server on this machine that speaks the providers' own formats. */
export interface ModelServer {
  /** All five providers, with keys that it takes. */
  readonly credentials: Required<ModelCredentials>;
  /** In the order they came. */
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were closed by the other side before the answer was through. */
  readonly aborted: number;
  close(): Promise<void>;
}

const WIRES: Record<ModelProvider, WireFormat> = {
  anthropic,
  openai: openaiResponses,
  google,
  ollama: chatCompletions,
  compatible: chatCompletions,
};
const USUAL: Usage = { input: 100, cacheRead: 0, cacheWrite: 0, output: 10 };

/** `script` says for each request what becomes of it. Each provider has its own base URL, by which it is known. */
export async function startModelServer(script: (request: ReceivedRequest) => Script): Promise<ModelServer> {
  const requests: ReceivedRequest[] = [];
  const state = { aborted: 0 };
  const server = createServer((message, response) => {
    response.once('close', () => (state.aborted += response.writableFinished || response.errored ? 0 : 1));
    void serve(message, response, (request) => {
      requests.push(request);
      return script(request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    credentials: credentialsFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    requests,
    get aborted() {
      return state.aborted;
    },
    close: () => close(server),
  };
}

function credentialsFor(url: string): Required<ModelCredentials> {
  return {
    anthropicKey: 'sk-ant-test-1',
    anthropicUrl: `${url}/anthropic/v1`,
    openaiKey: 'sk-test-2',
    openaiUrl: `${url}/openai/v1`,
    googleKey: 'AIza-test-3',
    googleUrl: `${url}/google/v1beta`,
    compatibleUrl: `${url}/compatible/v1`,
    compatibleKey: 'sk-test-4',
    ollamaUrl: `${url}/ollama/v1`,
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  decide: (request: ReceivedRequest) => Script,
): Promise<void> {
  const path = new URL(message.url ?? '/', 'http://localhost').pathname;
  const provider = path.split('/')[1] as ModelProvider;
  const wire: WireFormat | undefined = WIRES[provider];
  if (!wire?.path.test(path)) return void response.writeHead(404).end();
  const body: unknown = JSON.parse(Buffer.concat(await message.toArray()).toString());
  const prompt = wire.readPrompt(body);
  await perform(decide({ provider, path, headers: message.headers, body, prompt }), {
    response,
    wire,
    complaint: JSON.stringify({ ...prompt, headers: message.headers }),
  });
}

interface Stage {
  readonly response: ServerResponse;
  readonly wire: WireFormat;
  readonly complaint: string;
}

async function perform(script: Script, { response, wire, complaint }: Stage): Promise<void> {
  if ('status' in script) {
    response.writeHead(script.status, { 'content-type': 'application/json', ...script.headers });
    const body = script.body ?? wire.error(script.status, complaint);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
    return;
  }
  if ('hang' in script && script.hang === true) return;
  const { chunks, paceMs = 0, finish, usage } = readingOf(script);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(wire.begin(usage));
  if ('hang' in script) return;
  for await (const chunk of chunks) {
    if (paceMs > 0) await setTimeout(paceMs);
    if (response.destroyed) return;
    // No faster than the other side reads, as any server.
    if (!response.write(wire.chunk(chunk))) await flushed(response);
  }
  if (finish !== 'cut') return void response.end(finish === 'none' ? '' : wire.end(finish, usage));
  response.write(':\n\n', () => response.destroy(new Error('cut'))); // when all before it is through
}

async function flushed(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('drain', resolve).once('close', resolve);
  await promise;
  response.off('drain', resolve).off('close', resolve);
}

interface Play {
  readonly chunks: Iterable<string> | AsyncIterable<string>;
  readonly paceMs?: number;
  readonly finish: Finish | 'cut';
  readonly usage: Usage | false;
}

function readingOf(script: Exclude<Script, { status: number }>): Play {
  if ('chunks' in script) return { finish: 'stop', usage: USUAL, ...script };
  if ('cutAfter' in script) {
    const chunks = Array.from({ length: script.cutAfter }, (_, index) => `line ${index + 1}\n`);
    return { chunks, paceMs: script.paceMs ?? 5, finish: 'cut', usage: USUAL };
  }
  if ('endless' in script) return { chunks: forever(), paceMs: script.paceMs ?? 5, finish: 'none', usage: USUAL };
  return { chunks: [], finish: 'none', usage: USUAL };
}

function* forever(): Generator<string> {
  for (let line = 1; ; line += 1) yield `line ${line}\n`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
