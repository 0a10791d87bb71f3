import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import type { App, AppEnv, AppOptions } from './app-types.ts';
import { limitBody } from './limit-body.ts';
import { measureRequests } from './metrics/measure-requests.ts';
import { limitRequests } from './limits/limit-requests.ts';
import { addRefusals, refuseInvalid } from './refusals.ts';
import { READING_HEADER } from './authenticate.ts';
import { logRequests } from './request-log.ts';
import { addAccounts } from './routes/accounts.ts';
import { addAdmin } from './routes/admin.ts';
import { addBook } from './routes/book.ts';
import { addDocs } from './routes/docs.ts';
import { addFeedback } from './routes/feedback.ts';
import { addHealth } from './routes/health.ts';
import { addPersonalize } from './routes/personalize.ts';
import { addPreferences } from './routes/preferences.ts';
import { addPins } from './routes/pins.ts';
import { addPointers } from './routes/pointers.ts';
import { addReaders } from './routes/readers.ts';
import { addSignIn } from './routes/sign-in.ts';
import { addVariants } from './routes/variants.ts';
import { securityHeaders, transportHeaders } from './security-headers.ts';
import { serveSite } from './site/serve-site.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const HEADERS = ['authorization', 'content-type', 'x-attune-class'];
const EXPOSED = ['x-request-id', 'retry-after', READING_HEADER];

/** The whole HTTP service over the parts it is given: no environment, no socket, no clock of its own. */
export function createApp(options: AppOptions): App {
  const { site, basePath = '/', allowedOrigins = [], logger, metrics } = options;
  const app: App = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

  if (metrics) app.use(measureRequests(metrics));
  app.use(requestId(), logRequests(logger));
  // Before what makes answers a reader's own: these are the same for everybody, on whatever site, also that there is none.
  app.use('/v1/variants/*', async (c, next) => {
    await next();
    c.res.headers.set('access-control-allow-origin', '*');
    c.res.headers.set('cross-origin-resource-policy', 'cross-origin');
    for (const [name, value] of transportHeaders(options)) c.res.headers.set(name, value);
  });
  addVariants(app, options);
  app.use(...securityHeaders(options));
  if (allowedOrigins.length > 0) {
    const origin = [...allowedOrigins];
    app.use(
      '/v1/*',
      cors({ origin, allowMethods: METHODS, allowHeaders: HEADERS, exposeHeaders: EXPOSED, maxAge: 600 }),
    );
  }
  app.on(['POST', 'PUT'], '/v1/*', limitBody);
  if (options.limiting) app.use('/v1/*', limitRequests({ ...options, ...options.limiting }));
  app.use('/v1/*', async (c, next) => {
    // Answers are a reader's own, or change with the book.
    c.header('cache-control', 'no-store');
    await next();
  });

  addReaders(app, options);
  addAccounts(app, options);
  addSignIn(app, options);
  addPreferences(app, options);
  addPointers(app, options);
  addPins(app, options);
  addPersonalize(app, options);
  addFeedback(app, options);
  addBook(app, options);
  addAdmin(app, options);
  addHealth(app, options);
  addDocs(app);
  addRefusals(app);
  if (site !== undefined) app.use(serveSite({ folder: site, basePath, policy: options.policy }));
  return app;
}
