import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppEnv } from './app-types.ts';
import { ApiError } from './errors.ts';

const MAX_BYTES = 64 * 1024;

/** No more than this is read of a body, whatever it says of its length. */
export const limitBody: MiddlewareHandler<AppEnv> = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new ApiError('body_too_large');
  },
});
