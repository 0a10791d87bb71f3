import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppEnv } from './app-types.ts';
import { ApiError } from './errors.ts';

const MAX_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** No body of a megabyte is read, whatever it says of its length. */
export const limitBody: MiddlewareHandler<AppEnv> = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new ApiError('body_too_large');
  },
});

/**
 * Where there is a body it is declared as JSON. Browsers send other types across sites without asking first; refusing them
 * leaves nothing that a foreign page could post.
 */
export const requireJson: MiddlewareHandler<AppEnv> = async (c, next) => {
  const type = c.req.header('content-type');
  if (type !== undefined && !JSON_TYPE.test(type)) throw new ApiError('content_type_unsupported');
  await next();
};
