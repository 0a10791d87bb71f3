/// <reference lib="dom" />
import { createParser } from 'eventsource-parser';
import { type CallOptions, type ClientOptions, createCaller, ServiceError, unexpected, unreachable } from './caller.ts';
import type { PageAddress } from './edits.ts';
import type { Feedback } from './feedback.ts';
import type {
  ChapterList,
  Cleared,
  CreatedReader,
  FacetList,
  FeedbackKept,
  NewPreferences,
  OnboardingAnswers,
  PersonalizedChapter,
  PersonalizeEvent,
  PersonalizeRequest,
  Pinned,
  Pointer,
  Preferences,
  ReaderState,
  VariantContent,
} from './routes.ts';

// Beside the parser only types are imported: this runs in the reader's browser and must stay small (S-07).

export {
  type CallOptions,
  type ClientOptions,
  ServiceError,
  type ServiceErrorCode,
  type ServiceErrorFields,
} from './caller.ts';

export interface PersonalizeOptions extends CallOptions {
  /** Told what happens before the end: what can be shown at once, each edit, how far it is. */
  readonly onEvent?: (event: Exclude<PersonalizeEvent, { type: 'end' | 'error' }>) => void;
}

export interface Client {
  createReader(options?: CallOptions): Promise<CreatedReader>;
  getReader(options?: CallOptions): Promise<ReaderState>;
  submitOnboarding(answers: OnboardingAnswers, options?: CallOptions): Promise<Preferences>;
  getPreferences(options?: CallOptions): Promise<Preferences>;
  updatePreferences(preferences: NewPreferences, options?: CallOptions): Promise<Preferences>;
  /** What was made for such readers before, by addresses that any file server answers; nothing where there is none. */
  findPersonalized(address: PageAddress, options?: CallOptions): Promise<PersonalizedChapter | undefined>;
  /** Waits until all of it is there; with `onEvent`, tells what comes until then. */
  personalize(request: PersonalizeRequest, options?: PersonalizeOptions): Promise<PersonalizedChapter>;
  /** By its hash, of whatever readers; the same for all who ask. */
  getVariant(hash: string, options?: CallOptions): Promise<VariantContent>;
  /** Has it kept, because its address is given away. */
  pinVariant(hash: string, options?: CallOptions): Promise<Pinned>;
  sendFeedback(feedback: Feedback, options?: CallOptions): Promise<FeedbackKept>;
  /** Of one chapter, or of all. */
  clearCache(chapter?: string, options?: CallOptions): Promise<Cleared>;
  facets(options?: CallOptions): Promise<FacetList>;
  chapters(options?: CallOptions): Promise<ChapterList>;
}

/** Where a variant is: on a service, on a CDN, in a folder of files. */
export const variantPath = (hash: string): string => `/v1/variants/${hash}.json`;

/** Where it is said which variant stands for a page. */
export function pointerPath({ chapter, revision, profileHash }: PageAddress): string {
  const segments = chapter.split('/').map(encodeURIComponent);
  return `/v1/chapters/${segments.join('/')}/${revision}/${profileHash}.json`;
}

/** Nothing is there: the service says so, or any server of files does. */
const isAbsent = (error: unknown): boolean => error instanceof ServiceError && [404, 410].includes(error.status);

type OnEvent = NonNullable<PersonalizeOptions['onEvent']>;

/** Reads events to the end; an answer that ends before its end did not come. */
async function readEvents(response: Response, onEvent: OnEvent): Promise<PersonalizedChapter> {
  let end: PersonalizedChapter | undefined;
  const parser = createParser({
    onEvent({ data }) {
      const event = JSON.parse(data) as PersonalizeEvent;
      if (event.type === 'error') throw new ServiceError({ ...event.error, status: response.status });
      if (event.type === 'end') end = event.chapter;
      else onEvent(event);
    },
  });
  const text = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream());
  const reader = text.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parser.feed(part.value);
  if (!end) throw unreachable(new Error('the answer was cut'));
  return end;
}

/** A typed way to call the service, one method for each operation that a reader uses. */
export function createClient(options: ClientOptions): Client {
  const call = createCaller(options);

  const getVariant = (hash: string, options?: CallOptions): Promise<VariantContent> =>
    call({ method: 'GET', path: variantPath(hash), isPublic: true }, options);

  async function findPersonalized(
    address: PageAddress,
    options?: CallOptions,
  ): Promise<PersonalizedChapter | undefined> {
    try {
      // A server of files may let it be kept for a while, as it does its other files.
      const where = { method: 'GET', path: pointerPath(address), cache: 'no-cache' } as const;
      const { variant, current, complete } = (await call<Pointer | null>(where, options)) ?? {};
      if (variant === undefined || current === undefined || complete === undefined) throw unexpected(200);
      const content = await getVariant(variant, options);
      return { variant, ...content, current, cached: true, complete };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  function personalize(request: PersonalizeRequest, { onEvent, ...options }: PersonalizeOptions = {}) {
    const post = { method: 'POST', path: '/v1/personalize', body: request };
    if (!onEvent) return call<PersonalizedChapter>(post, options);
    return call({ ...post, accept: 'text/event-stream' }, options, (response) => readEvents(response, onEvent));
  }

  return {
    createReader: (options) => call({ method: 'POST', path: '/v1/readers' }, options),
    getReader: (options) => call({ method: 'GET', path: '/v1/readers/me' }, options),
    submitOnboarding: (answers, options) =>
      call({ method: 'POST', path: '/v1/readers/me/onboarding', body: answers }, options),
    getPreferences: (options) => call({ method: 'GET', path: '/v1/readers/me/preferences' }, options),
    updatePreferences: (preferences, options) =>
      call({ method: 'PUT', path: '/v1/readers/me/preferences', body: preferences }, options),
    findPersonalized,
    personalize,
    getVariant,
    pinVariant: (hash, options) => call({ method: 'POST', path: `/v1/variants/${hash}/pin`, isPublic: true }, options),
    sendFeedback: (feedback, options) => call({ method: 'POST', path: '/v1/feedback', body: feedback }, options),
    clearCache: (chapter, options) => {
      const query = chapter === undefined ? '' : `?chapter=${encodeURIComponent(chapter)}`;
      return call({ method: 'DELETE', path: `/v1/readers/me/cache${query}` }, options);
    },
    facets: (options) => call({ method: 'GET', path: '/v1/facets' }, options),
    chapters: (options) => call({ method: 'GET', path: '/v1/chapters' }, options),
  };
}
