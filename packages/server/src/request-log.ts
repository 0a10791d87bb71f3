import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-types.ts';

/** One line for each request: never a header, a query or a body, for tokens and answers are in them. */
export function logRequests(logger: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const { status } = c.res;
    const milliseconds = Math.round((performance.now() - started) * 10) / 10;
    const line = { requestId: c.get('requestId'), method: c.req.method, path: c.req.path, status, milliseconds };
    if (status >= 500 && c.error) logger.error({ ...line, err: c.error }, 'request failed');
    else logger.info(line, 'request');
  };
}
