import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server';
import { ApiError, errorResponse } from './errors.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';

/** The service cannot listen where it should; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export interface Listening {
  readonly url: string;
  /** Takes no more requests, waits a while for those under way, then ends them. */
  close(): Promise<void>;
}

export type Handler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

/** Answers a request before the handler sees it, and says whether it did. */
export type FirstHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Longest wait for requests under way, in milliseconds. */
const PATIENCE = 5_000;
/** Of a request's line and headers together. */
const MAX_HEADER_BYTES = 16 * 1024;

interface Address {
  readonly host: string;
  readonly port: number;
  /** How another port is chosen, for who reads why this one cannot be had. */
  readonly choose?: string;
}

const CHOOSE = '--port or PORT';

/** What a client may keep the service busy with before a handler sees anything. */
export interface ConnectionLimits {
  /** Connections at the same time; further ones are closed at once. */
  readonly connections: number;
  /** Milliseconds until all of a request's headers must be there, and all of the request. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  connections: 5_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
};

interface Listener {
  readonly first?: FirstHandler;
  readonly limits?: ConnectionLimits;
}

export async function listen(
  handler: Handler,
  { host, port, choose = CHOOSE }: Address,
  { first, limits = CONNECTION_LIMITS }: Listener = {},
): Promise<Listening> {
  const handle = getRequestListener((request, bindings) => handler(request, bindings as HttpBindings), {
    errorHandler: refusal,
  });
  const server = createServer(optionsFor(limits), (request, response) => {
    if (first?.(request, response) !== true) void handle(request, response);
  });
  server.maxConnections = limits.connections;
  refuseUnreadable(server);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explained(error, { host, port, choose });
  }
  const { port: bound } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  const isLocal = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host);
  return { url: `http://${isLocal ? 'localhost' : name}:${bound}`, close: () => stop(server) };
}

function optionsFor({ headersTimeout, requestTimeout }: ConnectionLimits): ServerOptions {
  return {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    // How often it is looked for those that are late.
    connectionsCheckingInterval: Math.min(headersTimeout, 1_000),
    // A request without a host is refused as all that cannot be read, in our shape.
    requireHostHeader: false,
  };
}

/** Of a request that is well-formed HTTP and yet none, by a host or a target that is no URL. */
const refusal = (error: unknown): Response =>
  errorResponse(new ApiError(error instanceof RequestError ? 'request_malformed' : 'internal'), randomUUID());

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // A connection whose last request is answered only now would be kept alive for seconds.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

function explained(error: unknown, { host, port, choose }: Required<Address>): ListenError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const other =
    choose === CHOOSE
      ? `choose another with --port ${port < 65535 ? port + 1 : 4100} or PORT=…`
      : `choose another with ${choose}=…`;
  const text: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use. Stop what uses it, or ${other}.`,
    EACCES: `Port ${port} needs more rights than this process has: ${other}.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Set HOST to one that is; 0.0.0.0 stands for all.`,
    ENOTFOUND: `${host} is not an address of this machine. Set HOST to one that is; 0.0.0.0 stands for all.`,
  };
  return new ListenError(code, text[code] ?? `Cannot listen on ${host}:${port}: ${String(error)}`, error);
}
