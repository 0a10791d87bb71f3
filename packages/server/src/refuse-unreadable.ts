import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@attune/contract';
import { ApiError, errorResponse } from './errors.ts';

/** What the parser says of a request that it cannot read; all else is malformed. */
const BY_PARSER: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_late',
};

/** Answers, in the shape of every error, what Node would answer with an empty 400: no handler ever sees it. */
export function refuseUnreadable(server: Server): void {
  const answering = new WeakSet<Duplex>();
  server.on('request', (request, response) => {
    answering.add(request.socket);
    response.once('close', () => answering.delete(request.socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer nothing else can be said.
    if (!socket.writable || error.code === 'ECONNRESET' || answering.has(socket)) socket.destroy();
    else refuse(socket, BY_PARSER[error.code ?? ''] ?? 'request_malformed');
  });
  server.on('connect', (_, socket) => refuse(socket, 'method_not_allowed'));
}

function refuse(socket: Duplex, code: ErrorCode): void {
  const answer = errorResponse(new ApiError(code), randomUUID());
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`;
  void answer.text().then((body) => {
    const headers = [...answer.headers, ['content-length', String(Buffer.byteLength(body))], ['connection', 'close']];
    socket.end(`${[head, ...headers.map((pair) => pair.join(': '))].join('\r\n')}\r\n\r\n${body}`);
  });
}
