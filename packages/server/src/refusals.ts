import type { Hook } from '@hono/zod-openapi';
import type { App, AppEnv } from './app-types.ts';
import { ApiError, errorResponse, toApiError, type ErrorDetails } from './errors.ts';

const MAX_DETAILS = 20;
const MAX_TEXT = 200;

/** What does not fit its schema is refused, with the places. */
export const refuseInvalid: Hook<unknown, AppEnv, string, undefined> = (result) => {
  if (result.success) return undefined;
  const details: ErrorDetails = result.error.issues.slice(0, MAX_DETAILS).map((issue) => ({
    path: issue.path.join('.').slice(0, MAX_TEXT),
    message: issue.message.slice(0, MAX_TEXT),
  }));
  throw new ApiError('body_invalid', { details });
};

/** Which methods an address takes, by the routes that stand; none where there is no such address. */
function methodsAt(app: App, path: string): string[] {
  const routes = app.routes.filter(({ method }) => method !== 'ALL');
  const matching = routes.filter((route) => {
    const parts = route.path.split('/');
    const given = path.split('/');
    return parts.length === given.length && parts.every((part, index) => part.startsWith(':') || part === given[index]);
  });
  const methods = new Set(matching.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

/** The one place in which requests are refused and failures told. */
export function addRefusals(app: App): void {
  app.onError((error, c) => errorResponse(toApiError(error), c.get('requestId')));
  app.notFound((c) => {
    const allow = methodsAt(app, c.req.path);
    const refusal = allow.length > 0 ? new ApiError('method_not_allowed', { allow }) : new ApiError('not_found');
    return errorResponse(refusal, c.get('requestId'));
  });
}
