import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-types.ts';

interface Answered {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** As `performance.now()` says. */
  readonly started: number;
  readonly error?: Error | undefined;
}

/** One line for each request: never a header, a query or a body, for tokens and answers are in them. */
export function logRequest(logger: Logger, { started, error, ...request }: Answered): void {
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  const line = { ...request, milliseconds };
  if (request.status >= 500 && error) logger.error({ ...line, err: error }, 'request failed');
  else logger.info(line, 'request');
}

export function logRequests(logger: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const { method, path } = c.req;
    logRequest(logger, { requestId: c.get('requestId'), method, path, status: c.res.status, started, error: c.error });
  };
}
