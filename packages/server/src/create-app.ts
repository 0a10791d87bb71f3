import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import type { App, AppEnv, AppOptions } from './app-types.ts';
import { limitBody } from './limit-body.ts';
import { addRefusals, refuseInvalid } from './refusals.ts';
import { logRequests } from './request-log.ts';
import { addBook } from './routes/book.ts';
import { addDocs } from './routes/docs.ts';
import { addFeedback } from './routes/feedback.ts';
import { addHealth } from './routes/health.ts';
import { addPersonalize } from './routes/personalize.ts';
import { addPreferences } from './routes/preferences.ts';
import { addPins } from './routes/pins.ts';
import { addPointers } from './routes/pointers.ts';
import { addReaders } from './routes/readers.ts';
import { addVariants } from './routes/variants.ts';
import { serveSite } from './site/serve-site.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const HEADERS = ['authorization', 'content-type'];

/** The whole HTTP service over the parts it is given: no environment, no socket, no clock of its own. */
export function createApp(options: AppOptions): App {
  const { site, basePath = '/', allowedOrigins = [], logger } = options;
  const app: App = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

  app.use(requestId(), logRequests(logger), async (c, next) => {
    await next();
    c.res.headers.set('x-content-type-options', 'nosniff');
  });
  // Before what makes answers a reader's own: these are the same for everybody, on whatever site, also that there is none.
  app.use('/v1/variants/*', async (c, next) => {
    await next();
    c.res.headers.set('access-control-allow-origin', '*');
  });
  addVariants(app, options);
  if (allowedOrigins.length > 0) {
    const origin = [...allowedOrigins];
    app.use(
      '/v1/*',
      cors({ origin, allowMethods: METHODS, allowHeaders: HEADERS, exposeHeaders: ['x-request-id'], maxAge: 600 }),
    );
  }
  app.on(['POST', 'PUT'], '/v1/*', limitBody);
  app.use('/v1/*', async (c, next) => {
    // Answers are a reader's own, or change with the book.
    c.header('cache-control', 'no-store');
    await next();
  });

  addReaders(app, options);
  addPreferences(app, options);
  addPointers(app, options);
  addPins(app, options);
  addPersonalize(app, options);
  addFeedback(app, options);
  addBook(app, options);
  addHealth(app, options);
  addDocs(app);
  addRefusals(app);
  if (site !== undefined) app.use(serveSite({ folder: site, basePath }));
  return app;
}
