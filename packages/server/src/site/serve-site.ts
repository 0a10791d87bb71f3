import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-types.ts';
import { ApiError } from '../errors.ts';
import { notModified } from './not-modified.ts';

// Docusaurus puts a hash of the content into the names of what it bundles.
const IMMUTABLE = 'public, max-age=31536000, immutable';
const API = /^\/v1(\/|$)/;

export interface SiteOptions {
  /** Folder of the built site. */
  readonly folder: string;
  /** The site's `baseUrl`: `/` or `/…/`. */
  readonly basePath: string;
  /** What pages may run and load; without it, no policy is sent. */
  readonly policy?: (() => Promise<string>) | undefined;
}

const withSlashes = (path: string): string => `/${path}/`.replaceAll(/\/+/g, '/');

/** Serves the built site on every address that is not the service's. */
export function serveSite(options: SiteOptions): MiddlewareHandler<AppEnv> {
  const { folder } = options;
  const base = withSlashes(options.basePath);
  const serve = (rewrite: (path: string) => string): MiddlewareHandler<AppEnv> =>
    serveStatic<AppEnv>({ root: folder, precompressed: true, rewriteRequestPath: rewrite });
  const inside = (path: string): string => path.slice(base.length - 1);
  const file = serve(inside);
  // With `trailingSlash: false` a page is a file beside its folder.
  const page = serve((path) => `${inside(path).replace(/\/$/, '')}.html`);

  return async (c, next) => {
    const { path, method } = c.req;
    if (API.test(path)) return next();
    if (method !== 'GET' && method !== 'HEAD') throw new ApiError('method_not_allowed', { allow: ['GET', 'HEAD'] });
    if (`${path}/` === base || (path === '/' && base !== '/')) return c.redirect(base, 302);
    const isAsset = path.startsWith(`${base}assets/`);
    const found = path.startsWith(base) ? ((await tryServe(file, c)) ?? (await tryServe(page, c))) : undefined;
    if (!found) return withPolicy(await notFound(c, folder), options);
    await withPolicy(found, options);
    found.headers.set('cache-control', isAsset ? IMMUTABLE : 'no-cache');
    return notModified(c.req.raw, found);
  };
}

async function withPolicy(response: Response, { policy }: SiteOptions): Promise<Response> {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (policy && isPage) response.headers.set('content-security-policy', await policy());
  return response;
}

/** What a middleware answers, if it does. */
async function tryServe(
  middleware: MiddlewareHandler<AppEnv>,
  c: Context<AppEnv, string>,
): Promise<Response | undefined> {
  return (await middleware(c, async () => undefined)) ?? undefined;
}

/** The site's own page for what is not there; people come here, so it is a page and not JSON. */
async function notFound(c: Context<AppEnv>, folder: string): Promise<Response> {
  const page = await readFile(join(folder, '404.html'), 'utf8').catch(
    () => '<!doctype html><title>404</title><h1>Not found</h1>',
  );
  return c.html(page, 404, { 'cache-control': 'no-cache' });
}
