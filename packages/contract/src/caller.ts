/// <reference lib="dom" />
import type { ErrorBody, ErrorCode } from './errors.ts';

// How requests are sent and failures told, for every client. It runs in the reader's browser and must stay small (S-07).

/** `unreachable`: no answer came. `unexpected`: an answer came that the service does not give, a proxy's say. */
export type ServiceErrorCode = ErrorCode | 'unreachable' | 'unexpected';

export interface ServiceErrorFields {
  readonly code: ServiceErrorCode;
  readonly message: string;
  readonly remedy: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly details?: ErrorBody['error']['details'];
  /** Seconds after which trying again may help. */
  readonly retryAfter?: number | undefined;
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** What every method of the client throws, but for an abort by the caller: that is thrown as it is. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  readonly remedy: string;
  readonly status: number;
  readonly details: ErrorBody['error']['details'];
  readonly retryAfter: number | undefined;
  readonly requestId: string | undefined;

  constructor(fields: ServiceErrorFields) {
    super(fields.message, { cause: fields.cause });
    this.code = fields.code;
    this.remedy = fields.remedy;
    this.status = fields.status;
    this.details = fields.details;
    this.retryAfter = fields.retryAfter;
    this.requestId = fields.requestId;
  }
}

export interface ClientOptions {
  /** Address of the service, without `/v1`; empty for the page's own. */
  readonly baseUrl: string;
  /** The reader's token, asked for at every call. */
  readonly token?: () => string | undefined;
  /** A class's code, asked for at every call: its readers are not held to the limits of their address. */
  readonly classCode?: () => string | undefined;
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  /** Ends the call; `AbortSignal.timeout(ms)` makes it fail as `unreachable`. */
  readonly signal?: AbortSignal;
}

export const unreachable = (cause: unknown): ServiceError =>
  new ServiceError({
    code: 'unreachable',
    message: 'The service cannot be reached.',
    remedy: 'Check the connection and try again.',
    status: 0,
    cause,
  });

export const unexpected = (status: number, cause?: unknown): ServiceError =>
  new ServiceError({
    code: 'unexpected',
    message: 'The answer did not come from the service.',
    remedy: 'Check the address of the service.',
    status,
    cause,
  });

const nameOf = (error: unknown): unknown => (error as { name?: unknown } | undefined)?.name;

/** The error that an answer with a status of 400 or more stands for. */
function serviceError(status: number, body: unknown): ServiceError {
  const error = (body as Partial<ErrorBody> | null)?.error;
  return typeof error?.code === 'string' ? new ServiceError({ ...error, status }) : unexpected(status);
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly accept?: string;
  readonly cache?: RequestCache;
  /** Sent without a token: the answer is the same for all. */
  readonly isPublic?: boolean;
}

/** Sends a request and reads its answer; every failure becomes a ServiceError, but for an abort by the caller. */
export type Caller = <Answer>(
  request: Call,
  options?: CallOptions,
  read?: (response: Response) => Promise<Answer>,
) => Promise<Answer>;

/** A token for reading alone, which the service looks up nowhere; and the session's token with which it came. */
interface ReadingToken {
  readonly value: string;
  readonly session: string;
}

export function createCaller({
  baseUrl,
  token,
  classCode,
  fetch: send = (...call) => fetch(...call),
}: ClientOptions): Caller {
  const root = baseUrl.replace(/\/+$/, '');
  let reading: ReadingToken | undefined;

  async function attempt<Answer>(
    request: Call,
    options: CallOptions,
    read: (response: Response) => Promise<Answer>,
    bearer: string | undefined,
  ): Promise<Answer> {
    const { method, path, body, accept, isPublic = false } = request;
    const code = isPublic || method === 'GET' ? undefined : classCode?.();
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(accept === undefined ? {} : { accept }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(code === undefined ? {} : { 'x-attune-class': code }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    let status = 0;
    try {
      const cache = request.cache && { cache: request.cache };
      const response = await send(root + path, { method, headers, ...sent, ...cache, signal: options.signal ?? null });
      status = response.status;
      const given = response.headers.get('x-attune-reading');
      if (given && bearer !== undefined) reading = { value: given, session: bearer };
      if (response.ok) return await read(response);
      throw serviceError(status, await response.json());
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      if (nameOf(error) === 'SyntaxError') throw unexpected(status, error);
      // An abort by the caller is the caller's own doing; a time-out is an answer that did not come.
      if (options.signal?.aborted && nameOf(options.signal.reason) !== 'TimeoutError') throw error;
      throw unreachable(error);
    }
  }

  return async function call<Answer>(
    request: Call,
    options: CallOptions = {},
    read: (response: Response) => Promise<Answer> = (response) => response.json() as Promise<Answer>,
  ): Promise<Answer> {
    const session = request.isPublic ? undefined : token?.();
    const known = request.method === 'GET' && reading?.session === session ? reading?.value : undefined;
    if (session === undefined || known === undefined) return attempt(request, options, read, session);
    try {
      return await attempt(request, options, read, known);
    } catch (error) {
      // Its five minutes are over: the session's own token has the last word.
      if (!(error instanceof ServiceError) || error.status !== 401) throw error;
      reading = undefined;
      return attempt(request, options, read, session);
    }
  };
}
