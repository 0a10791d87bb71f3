/// <reference lib="dom" />
import type { ErrorBody, ErrorCode } from './errors.ts';
import type {
  ChapterList,
  Cleared,
  CreatedReader,
  FacetList,
  NewPreferences,
  OnboardingAnswers,
  PersonalizedChapter,
  PersonalizeRequest,
  Preferences,
  ReaderState,
} from './routes.ts';

// Only types are imported: this runs in the reader's browser and must stay small (S-07).

/** `unreachable`: no answer came. `unexpected`: an answer came that the service does not give, a proxy's say. */
export type ServiceErrorCode = ErrorCode | 'unreachable' | 'unexpected';

export interface ServiceErrorFields {
  readonly code: ServiceErrorCode;
  readonly message: string;
  readonly remedy: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly details?: ErrorBody['error']['details'];
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** What every method of the client throws, but for an abort by the caller: that is thrown as it is. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  readonly remedy: string;
  readonly status: number;
  readonly details: ErrorBody['error']['details'];
  readonly requestId: string | undefined;

  constructor(fields: ServiceErrorFields) {
    super(fields.message, { cause: fields.cause });
    this.code = fields.code;
    this.remedy = fields.remedy;
    this.status = fields.status;
    this.details = fields.details;
    this.requestId = fields.requestId;
  }
}

export interface ClientOptions {
  /** Address of the service, without `/v1`; empty for the page's own. */
  readonly baseUrl: string;
  /** The reader's token, asked for at every call. */
  readonly token?: () => string | undefined;
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  /** Ends the call; `AbortSignal.timeout(ms)` makes it fail as `unreachable`. */
  readonly signal?: AbortSignal;
}

export interface Client {
  createReader(options?: CallOptions): Promise<CreatedReader>;
  getReader(options?: CallOptions): Promise<ReaderState>;
  submitOnboarding(answers: OnboardingAnswers, options?: CallOptions): Promise<Preferences>;
  getPreferences(options?: CallOptions): Promise<Preferences>;
  updatePreferences(preferences: NewPreferences, options?: CallOptions): Promise<Preferences>;
  personalize(request: PersonalizeRequest, options?: CallOptions): Promise<PersonalizedChapter>;
  /** Of one chapter, or of all. */
  clearCache(chapter?: string, options?: CallOptions): Promise<Cleared>;
  facets(options?: CallOptions): Promise<FacetList>;
  chapters(options?: CallOptions): Promise<ChapterList>;
}

const unreachable = (cause: unknown): ServiceError =>
  new ServiceError({
    code: 'unreachable',
    message: 'The service cannot be reached.',
    remedy: 'Check the connection and try again.',
    status: 0,
    cause,
  });

const unexpected = (status: number, cause?: unknown): ServiceError =>
  new ServiceError({
    code: 'unexpected',
    message: 'The answer did not come from the service.',
    remedy: 'Check the address of the service.',
    status,
    cause,
  });

const nameOf = (error: unknown): unknown => (error as { name?: unknown } | undefined)?.name;

/** The error that an answer with a status of 400 or more stands for. */
function serviceError(status: number, body: unknown): ServiceError {
  const error = (body as Partial<ErrorBody> | null)?.error;
  return typeof error?.code === 'string' ? new ServiceError({ ...error, status }) : unexpected(status);
}

/** A typed way to call the service, one method for each operation that a reader uses. */
export function createClient({ baseUrl, token, fetch: send = (...call) => fetch(...call) }: ClientOptions): Client {
  const root = `${baseUrl.replace(/\/+$/, '')}/v1`;

  async function call<Answer>(
    method: string,
    path: string,
    options: CallOptions = {},
    body?: unknown,
  ): Promise<Answer> {
    const bearer = token?.();
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    let status = 0;
    try {
      const response = await send(root + path, { method, headers, ...sent, signal: options.signal ?? null });
      status = response.status;
      const answer: unknown = await response.json();
      if (response.ok) return answer as Answer;
      throw serviceError(status, answer);
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      if (nameOf(error) === 'SyntaxError') throw unexpected(status, error);
      // An abort by the caller is the caller's own doing; a time-out is an answer that did not come.
      if (options.signal?.aborted && nameOf(options.signal.reason) !== 'TimeoutError') throw error;
      throw unreachable(error);
    }
  }

  return {
    createReader: (options) => call('POST', '/readers', options),
    getReader: (options) => call('GET', '/readers/me', options),
    submitOnboarding: (answers, options) => call('POST', '/readers/me/onboarding', options, answers),
    getPreferences: (options) => call('GET', '/readers/me/preferences', options),
    updatePreferences: (preferences, options) => call('PUT', '/readers/me/preferences', options, preferences),
    personalize: (request, options) => call('POST', '/personalize', options, request),
    clearCache: (chapter, options) =>
      call(
        'DELETE',
        `/readers/me/cache${chapter === undefined ? '' : `?chapter=${encodeURIComponent(chapter)}`}`,
        options,
      ),
    facets: (options) => call('GET', '/facets', options),
    chapters: (options) => call('GET', '/chapters', options),
  };
}
