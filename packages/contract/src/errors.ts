import { z } from 'zod';

/**
 * Every error the service answers with: its HTTP status, what happened, and how to mend it. Clients switch on the code;
 * message and remedy are for people and may change.
 */
export const ERRORS = {
  request_malformed: {
    status: 400,
    message: 'That is not a request of HTTP/1.1.',
    remedy: 'Send one, with a host and a target that are well formed.',
  },
  request_late: {
    status: 408,
    message: 'The request did not come through in time.',
    remedy: 'Send it whole, without pauses.',
  },
  headers_too_large: {
    status: 431,
    message: 'The request’s line and headers are larger than 16 KiB.',
    remedy: 'Send a shorter address and fewer cookies.',
  },
  body_malformed: {
    status: 400,
    message: 'The body is not valid JSON.',
    remedy: 'Send one JSON object, encoded as UTF-8.',
  },
  body_invalid: {
    status: 422,
    message: 'The request does not fit its schema.',
    remedy: 'Compare it with /v1/openapi.json; `details` names the place.',
  },
  body_too_large: {
    status: 413,
    message: 'The body is larger than 64 KiB.',
    remedy: 'Send only the fields of the schema.',
  },
  content_type_unsupported: {
    status: 415,
    message: 'The body is not declared as JSON.',
    remedy: 'Set content-type: application/json.',
  },
  token_missing: {
    status: 401,
    message: 'This needs a reader’s token.',
    remedy: 'POST /v1/readers gives one; send it as Authorization: Bearer <token>.',
  },
  token_invalid: {
    status: 401,
    message: 'The token is not one that this service issued.',
    remedy: 'Drop it and ask for a new one with POST /v1/readers.',
  },
  token_expired: { status: 401, message: 'The token has expired.', remedy: 'Ask for a new one with POST /v1/readers.' },
  email_taken: {
    status: 409,
    message: 'There is an account with this e-mail address.',
    remedy: 'Sign in, or reset its password with POST /v1/accounts/password-resets.',
  },
  account_exists: {
    status: 409,
    message: 'This reader has an account already.',
    remedy: 'Sign out first, or leave the token out.',
  },
  account_missing: {
    status: 409,
    message: 'This reader has no account with an e-mail address.',
    remedy: 'POST /v1/accounts makes one; what the reader has is kept.',
  },
  credentials_wrong: {
    status: 403,
    message: 'There is no account with this e-mail address and password.',
    remedy: 'Check both, or reset the password with POST /v1/accounts/password-resets.',
  },
  password_wrong: {
    status: 403,
    message: 'That is not the present password.',
    remedy: 'Give the present password, or reset it with POST /v1/accounts/password-resets.',
  },
  proof_invalid: {
    status: 410,
    message: 'This proof is not known, was used before, or its time is over.',
    remedy: 'Begin again.',
  },
  page_refused: {
    status: 422,
    message: 'No reader is sent to this page: its origin is not one of this service’s.',
    remedy: 'Operator: name the book’s origin in ATTUNE_ORIGINS, the service’s own in ATTUNE_URL.',
  },
  mail_unavailable: {
    status: 503,
    message: 'This service sends no mail.',
    remedy: 'Operator: set ATTUNE_SMTP_URL and ATTUNE_MAIL_FROM.',
  },
  provider_unknown: {
    status: 404,
    message: 'Nobody can sign in with this provider here.',
    remedy: 'GET /v1/sign-in lists the providers.',
  },
  role_missing: {
    status: 403,
    message: 'This is not for this reader.',
    remedy: 'Operator: attune admin create gives the role.',
  },
  chapter_id_malformed: {
    status: 400,
    message: 'That is not a chapter id.',
    remedy: 'Ids look like default/current/en/nodes; GET /v1/chapters lists them.',
  },
  chapter_unknown: {
    status: 404,
    message: 'There is no such chapter in this book.',
    remedy: 'GET /v1/chapters lists the chapters.',
  },
  chapter_unreadable: {
    status: 409,
    message: 'This chapter cannot be parsed, so it is served as the author’s page only.',
    remedy: 'Author: attune inspect names the place.',
  },
  revision_unknown: {
    status: 409,
    message: 'The service does not know this revision of the chapter: the book is being updated.',
    remedy: 'Show the original and try again later.',
  },
  variant_unmade: {
    status: 404,
    message: 'This page has not been made for such readers yet.',
    remedy: 'POST /v1/personalize makes it.',
  },
  variant_unknown: {
    status: 404,
    message: 'There is no variant with this hash.',
    remedy: 'Ask for the page’s pointer again: it names the variant that stands.',
  },
  variant_withdrawn: {
    status: 410,
    message: 'This variant was withdrawn.',
    remedy: 'Ask for the page’s pointer again: it names the variant that stands.',
  },
  facet_unknown: { status: 422, message: 'This book does not ask that.', remedy: 'GET /v1/facets lists the facets.' },
  value_unknown: {
    status: 422,
    message: 'That is not an answer to this facet.',
    remedy: 'GET /v1/facets lists the values of each facet.',
  },
  not_found: {
    status: 404,
    message: 'There is nothing at this address.',
    remedy: 'GET /v1/openapi.json describes every address.',
  },
  method_not_allowed: {
    status: 405,
    message: 'This address does not take that method.',
    remedy: 'GET /v1/openapi.json describes every address.',
  },
  too_many_requests: {
    status: 429,
    message: 'There were too many requests from this reader or this network.',
    remedy: 'Wait as many seconds as `retryAfter` says. For a room behind one address: attune class create.',
  },
  class_unknown: {
    status: 403,
    message: 'There is no class with this code, or it is over.',
    remedy: 'Ask whoever runs the class for its code, or leave x-attune-class out.',
  },
  database_unavailable: {
    status: 503,
    message: 'The database cannot be reached; nothing was changed.',
    remedy: 'Try again in a moment.',
  },
  internal: {
    status: 500,
    message: 'Something went wrong in the service.',
    remedy: 'Try again; if it stays so, report the request id.',
  },
} as const satisfies Record<string, { status: number; message: string; remedy: string }>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** The one shape of every answer with a status of 400 or more. */
export const ErrorBody = z
  .object({
    error: z
      .object({
        code: z.enum(ERROR_CODES),
        message: z.string(),
        remedy: z.string(),
        /** Where in the request: JSON paths with what was expected there. */
        details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
        /** Seconds after which trying again may help. */
        retryAfter: z.int().min(0).optional(),
        requestId: z.string(),
      })
      .strict(),
  })
  .strict();
export type ErrorBody = z.infer<typeof ErrorBody>;
