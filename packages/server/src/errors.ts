import { ERRORS, type ErrorBody, type ErrorCode } from '@attune/contract';
import { HTTPException } from 'hono/http-exception';

export type ErrorDetails = NonNullable<ErrorBody['error']['details']>;

/** The only way in which a handler refuses a request. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  /** For `method_not_allowed`: what the address takes. */
  readonly allow: readonly string[] | undefined;

  constructor(code: ErrorCode, { details, allow }: { details?: ErrorDetails; allow?: readonly string[] } = {}) {
    super(ERRORS[code].message);
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
export function errorBody({ code, details }: ApiError, requestId: string): ErrorBody {
  const { message, remedy } = ERRORS[code];
  return { error: { code, message, remedy, ...(details ? { details } : {}), requestId } };
}

/** The one shape of every answer with a status of 400 or more. */
export function errorResponse(refusal: ApiError, requestId: string): Response {
  const { code, allow } = refusal;
  const { status } = ERRORS[code];
  const body = errorBody(refusal, requestId);
  const headers = new Headers({ 'x-request-id': requestId, 'cache-control': 'no-store' });
  if (allow) headers.set('allow', allow.join(', '));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return Response.json(body, { status, headers });
}
