import { ERRORS, type ErrorBody, type ErrorCode } from '@attune/contract';
import { HTTPException } from 'hono/http-exception';
import { DATA_POLICY } from './security-headers.ts';

export type ErrorDetails = NonNullable<ErrorBody['error']['details']>;

interface RefusalOptions {
  readonly details?: ErrorDetails;
  readonly allow?: readonly string[];
  readonly retryAfter?: number;
}

/** The only way in which a handler refuses a request. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  /** For `method_not_allowed`: what the address takes. */
  readonly allow: readonly string[] | undefined;

  /** Milliseconds after which trying again may help. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, { details, allow, retryAfter }: RefusalOptions = {}) {
    super(ERRORS[code].message);
    this.retryAfter = retryAfter;
    this.code = code;
    this.details = details;
    this.allow = allow;
  }
}

/** What the libraries below throw, by status. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'body_malformed',
  404: 'not_found',
  413: 'body_too_large',
  415: 'content_type_unsupported',
};

/** Whether a failure, or what caused it, says that the database cannot be reached; by name, for the store is not known here. */
function isDatabaseUnavailable(error: unknown): boolean {
  return error instanceof Error && (error.name === 'DatabaseUnavailableError' || isDatabaseUnavailable(error.cause));
}

/** The refusal that a failure of any kind becomes; what is not known is `internal`, and nothing of it is told. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException) return new ApiError(BY_STATUS[error.status] ?? 'internal');
  return new ApiError(isDatabaseUnavailable(error) ? 'database_unavailable' : 'internal');
}

/** What is told of a refusal. */
export function errorBody(refusal: ApiError, requestId: string): ErrorBody {
  const { code, details } = refusal;
  const { message, remedy } = ERRORS[code];
  const retryAfter = secondsOf(refusal);
  const more = { ...(details ? { details } : {}), ...(retryAfter === undefined ? {} : { retryAfter }) };
  return { error: { code, message, remedy, ...more, requestId } };
}

const secondsOf = ({ retryAfter }: ApiError): number | undefined =>
  retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000);

/** The one shape of every answer with a status of 400 or more. */
export function errorResponse(refusal: ApiError, requestId: string): Response {
  const { code, allow } = refusal;
  const { status } = ERRORS[code];
  const body = errorBody(refusal, requestId);
  const headers = new Headers({
    'x-request-id': requestId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': DATA_POLICY,
  });
  if (allow) headers.set('allow', allow.join(', '));
  const seconds = secondsOf(refusal);
  if (seconds !== undefined) headers.set('retry-after', String(seconds));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return Response.json(body, { status, headers });
}
