import type { Profile } from '@attune/contract';
import {
  clearCache,
  personalize as personalizeRoute,
  type PersonalizedChapter,
  type PersonalizeEvent,
  type PersonalizeFailure,
  type PersonalizeRequest,
} from '@attune/contract/routes';
import type { ModelError, Personalized } from '@attune/core';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { checkAnswers } from '../answers.ts';
import type { App, AppEnv, AppParts } from '../app-types.ts';
import { authenticate, ownerOf } from '../authenticate.ts';
import { errorBody, toApiError } from '../errors.ts';
import { findChapter, findRevision } from '../find-chapter.ts';
import type { JoinOptions, Owner } from '../ports.ts';

/** A reader who asks: nobody in particular with the answers of the page, or a proven one with the stored ones. */
interface Asking {
  readonly owner: Owner | null;
  readonly profile: Profile;
}

export function addPersonalize(app: App, parts: AppParts): void {
  const { identity, library, references, uses } = parts;

  app.openapi(personalizeRoute, async (c) => {
    const request = c.req.valid('json');
    const reader = await readerOf(parts, c, request.profile);
    const { chapter, current } = await findRevision(parts, request.chapter, request.revision);
    const book = library.book();
    const purse = c.get('purse')?.(reader.owner?.userId ?? null);
    const make = async (options: JoinOptions): Promise<PersonalizedChapter> => {
      const started = performance.now();
      const { reading } = request;
      const made = await parts.personalizing.join(
        { chapter, profile: reader.profile, book },
        { ...options, ...(purse && { purse }), ...(reading === undefined ? {} : { reading }) },
      );
      await note(parts, reader, made, performance.now() - started);
      return answerOf(made, current);
    };
    if (!(c.req.header('accept') ?? '').includes('text/event-stream')) {
      return c.json(await make({ signal: c.req.raw.signal }), 200);
    }
    // The document has both; the type of a route knows one.
    return sendEvents(c, { current, make, logger: parts.logger }) as never;
  });

  app.openapi(clearCache, async (c) => {
    const reader = await authenticate(c, identity);
    const { chapter } = c.req.valid('query');
    if (chapter !== undefined) findChapter(library, chapter);
    await uses.flush();
    return c.json({ cleared: await references.clear(ownerOf(reader), chapter) }, 200);
  });
}

async function readerOf(
  { identity, library, preferences }: AppParts,
  c: Context<AppEnv>,
  profile: PersonalizeRequest['profile'],
): Promise<Asking> {
  if (profile) return { owner: null, profile: checkAnswers(library.book().facets, profile) };
  const reader = await authenticate(c, identity);
  return { owner: ownerOf(reader), profile: (await preferences.find(reader.id))?.profile ?? {} };
}

function answerOf({ variant, cached, failure }: Personalized, current: boolean): PersonalizedChapter {
  return { ...variant, current, cached, complete: !failure, ...(failure ? { failure: failureOf(failure) } : {}) };
}

/** What a reader is told of a model's failure; what it was is for the operator, in the log. */
function failureOf({ failure, retryAfter }: ModelError): PersonalizeFailure {
  const told: Partial<Record<typeof failure, PersonalizeFailure['code']>> = {
    budget: 'budget_spent',
    quota: 'quota_spent',
  };
  return {
    code: told[failure] ?? 'model_unavailable',
    ...(retryAfter === undefined ? {} : { retryAfter: Math.ceil(retryAfter / 1000) }),
  };
}

/** The use of a chapter: whose reference it is now, and a row of the log. */
async function note(parts: AppParts, reader: Asking, made: Personalized, responseTimeMs: number): Promise<void> {
  const { references, log, logger } = parts;
  const { variant, key, cached, failure } = made;
  if (failure && failure.failure !== 'quota')
    logger.warn({ chapter: variant.chapter, failure: failure.failure, reason: failure.message }, 'a model failed');
  const { owner } = reader;
  if (owner === null && !failure) await references.use(key);
  else if (owner !== null && !failure) {
    const { chapter, profileHash } = variant;
    await references.touch({ ...owner, chapter, profileHash, variantKey: key });
  }
  log.append({
    userId: owner?.userId ?? null,
    chapterId: variant.chapter,
    transformationType: variant.tags.join(',') || 'none',
    responseTimeMs,
    cached,
    llmProvider: variant.makers[0]?.model.split('/')[0] ?? null,
  });
}

interface Sending {
  readonly current: boolean;
  readonly make: (options: JoinOptions) => Promise<PersonalizedChapter>;
  readonly logger: AppParts['logger'];
}

/** Sends what is made as it comes. Once it began its status stands: what goes wrong later is an event. */
function sendEvents(c: Context<AppEnv>, { current, make, logger }: Sending): Response {
  // A proxy that collects the answer would make the reader wait for all of it.
  c.header('x-accel-buffering', 'no');
  return streamSSE(c, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const send = (event: PersonalizeEvent): void =>
      void stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
    try {
      const chapter = await make({
        signal: left.signal,
        listener: (event) =>
          event.type === 'ready'
            ? send({ type: 'ready', chapter: { ...event.variant, current, cached: false, complete: false } })
            : send(event),
      });
      await stream.writeSSE({
        event: 'end',
        data: JSON.stringify({ type: 'end', chapter } satisfies PersonalizeEvent),
      });
    } catch (error) {
      if (left.signal.aborted) return;
      const refusal = toApiError(error);
      if (refusal.code === 'internal') logger.error({ err: error }, 'a chapter could not be personalized');
      const body = errorBody(refusal, c.get('requestId'));
      await stream.writeSSE({
        event: 'error',
        data: JSON.stringify({ type: 'error', ...body } satisfies PersonalizeEvent),
      });
    }
  });
}
