import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnv } from '../app-types.ts';
import type { Metrics } from './metrics.ts';

/** How long each request waited for the beginning of its answer, by the route that gave it. */
export function measureRequests(metrics: Pick<Metrics, 'request'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const path = routePath(c);
    const route = path === '*' || path === '/*' ? 'site' : path;
    metrics.request({ method: c.req.method, route, status: c.res.status, milliseconds: performance.now() - started });
  };
}
