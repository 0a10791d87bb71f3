import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { Variant } from './edits.ts';
import { ERRORS, ErrorBody, type ErrorCode } from './errors.ts';
import { Facet, Profile } from './facets.ts';

// Schemas of what goes over the wire. `meta({ id })` names them in the OpenAPI document.

const Answers = Profile.meta({
  id: 'Profile',
  description: 'Answers by facet id; a list where the facet takes several. GET /v1/facets says which values there are.',
  example: { programming_experience: 'Beginner', hardware_availability: 'Jetson Kit' },
});

export const Onboarding = z.enum(['open', 'skipped', 'done']).meta({
  id: 'Onboarding',
  description: 'open: not asked or not finished; skipped: not to be asked again; done: answered',
});
export type Onboarding = z.infer<typeof Onboarding>;

export const Reader = z.object({ id: z.uuid(), anonymous: z.boolean() }).strict().meta({ id: 'Reader' });
export type Reader = z.infer<typeof Reader>;

export const CreatedReader = z
  .object({ reader: Reader, token: z.string(), expiresAt: z.iso.datetime() })
  .strict()
  .meta({ id: 'CreatedReader', description: 'The token proves the reader; whoever has it is the reader.' });
export type CreatedReader = z.infer<typeof CreatedReader>;

export const ReaderState = z.object({ reader: Reader, onboarding: Onboarding }).strict().meta({ id: 'ReaderState' });
export type ReaderState = z.infer<typeof ReaderState>;

export const Preferences = z
  .object({
    profile: Answers.describe('Complete: what was not answered has the default of its facet.'),
    answered: Answers.describe('Only what the reader answered.'),
    onboarding: Onboarding,
  })
  .strict()
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof Preferences>;

export const OnboardingAnswers = z
  .object({ profile: Answers, state: z.enum(['done', 'skipped']) })
  .strict()
  .meta({ id: 'OnboardingAnswers' });
export type OnboardingAnswers = z.infer<typeof OnboardingAnswers>;

export const NewPreferences = z.object({ profile: Answers }).strict().meta({ id: 'NewPreferences' });
export type NewPreferences = z.infer<typeof NewPreferences>;

export const PersonalizeRequest = z
  .object({
    chapter: z.string().describe('Id of a chapter, see GET /v1/chapters.'),
    revision: z.string().describe('The revision that the page carries.'),
    profile: Answers.optional().describe(
      'Instead of the stored answers; then no token is needed and nothing is stored.',
    ),
  })
  .strict()
  .meta({ id: 'PersonalizeRequest' });
export type PersonalizeRequest = z.infer<typeof PersonalizeRequest>;

export const PersonalizedChapter = Variant.extend({
  current: z.boolean().describe('Whether the revision is the chapter as it is now.'),
  cached: z.boolean().describe('Whether the variant was there before this request.'),
})
  .strict()
  .meta({ id: 'PersonalizedChapter' });
export type PersonalizedChapter = z.infer<typeof PersonalizedChapter>;

export const Cleared = z
  .object({ cleared: z.int().min(0) })
  .strict()
  .meta({ id: 'Cleared' });
export type Cleared = z.infer<typeof Cleared>;

export const ChapterSummary = z
  .object({
    id: z.string(),
    title: z.string(),
    permalink: z.string(),
    revision: z.string().describe('Of the source as it is now.'),
    facets: z.array(z.string()).describe('The facets that matter to it.'),
    readable: z.boolean().describe('false: it cannot be parsed and is served as the author’s page only.'),
  })
  .strict()
  .meta({ id: 'ChapterSummary' });
export type ChapterSummary = z.infer<typeof ChapterSummary>;

export const FacetList = z
  .object({ facets: z.array(Facet.meta({ id: 'Facet' })) })
  .strict()
  .meta({ id: 'FacetList' });
export type FacetList = z.infer<typeof FacetList>;
export const ChapterList = z
  .object({ chapters: z.array(ChapterSummary) })
  .strict()
  .meta({ id: 'ChapterList' });
export type ChapterList = z.infer<typeof ChapterList>;

export const HealthReport = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    database: z.enum(['ok', 'unreachable']),
    migrations: z.enum(['current', 'pending']),
    chapters: z.object({ total: z.int(), unreadable: z.int() }).strict(),
  })
  .strict()
  .meta({ id: 'HealthReport' });
export type HealthReport = z.infer<typeof HealthReport>;

// How routes are put together.

const json = <Schema extends z.ZodType, Example>(description: string, schema: Schema, example?: Example) => ({
  description,
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});
const body = <Schema extends z.ZodType, Example>(schema: Schema, example: Example) => ({
  body: { required: true, content: { 'application/json': { schema, example } } },
});

type Failures<Code extends ErrorCode> = { [Status in (typeof ERRORS)[Code]['status']]: ReturnType<typeof failure> };
const Failure = ErrorBody.meta({ id: 'ErrorBody' });

/** The documented answer for the codes that share a status. */
function failure(codes: readonly ErrorCode[]) {
  const example = (code: ErrorCode): object => {
    const { message, remedy } = ERRORS[code];
    return { value: { error: { code, message, remedy, requestId: 'c0ffee' } } };
  };
  const examples = Object.fromEntries(codes.map((code) => [code, example(code)]));
  return { description: codes.join(', '), content: { 'application/json': { schema: Failure, examples } } };
}

/** Answers for error codes, by status. */
function fails<const Code extends ErrorCode>(...codes: Code[]): Failures<Code | 'internal'> {
  const all: ErrorCode[] = [...codes, 'internal'];
  const statuses = [...new Set(all.map((code) => ERRORS[code].status))];
  const answers = statuses.map((status) => [status, failure(all.filter((code) => ERRORS[code].status === status))]);
  return Object.fromEntries(answers) as Failures<Code | 'internal'>;
}

const BODY = ['body_malformed', 'body_invalid', 'body_too_large', 'content_type_unsupported'] as const;
const TOKEN = ['token_missing', 'token_invalid', 'token_expired', 'database_unavailable'] as const;
const ANSWERS = ['facet_unknown', 'value_unknown'] as const;
const BEARER = [{ bearer: [] }];

const answers = { programming_experience: 'Beginner', hardware_availability: 'Jetson Kit' };
const reader = { id: '3f1c1f2e-8a55-4f0e-9a43-0c5a1f4f0b11', anonymous: true };
const chapter = 'default/current/en/nodes';
const revision = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

// The operations. The names of these constants are their operation ids.

export const createReader = createRoute({
  method: 'post',
  path: '/v1/readers',
  operationId: 'createReader',
  summary: 'Create a reader without an account',
  tags: ['readers'],
  responses: {
    201: json('The reader, and the token that proves it.', CreatedReader, {
      reader,
      token: '8xQ4m…',
      expiresAt: '2026-12-20T08:00:00.000Z',
    }),
    ...fails('body_too_large', 'database_unavailable'),
  },
});

export const getReader = createRoute({
  method: 'get',
  path: '/v1/readers/me',
  operationId: 'getReader',
  summary: 'Who the token stands for',
  tags: ['readers'],
  security: BEARER,
  responses: { 200: json('The reader.', ReaderState, { reader, onboarding: 'done' }), ...fails(...TOKEN) },
});

const preferences = json('What is now known of the reader.', Preferences, {
  profile: { role: 'Student', robotics_experience: 'None', ...answers },
  answered: answers,
  onboarding: 'done',
});

export const submitOnboarding = createRoute({
  method: 'post',
  path: '/v1/readers/me/onboarding',
  operationId: 'submitOnboarding',
  summary: 'Finish or skip the questions; answers given are added to those that stand',
  tags: ['readers'],
  security: BEARER,
  request: body(OnboardingAnswers, { profile: answers, state: 'done' }),
  responses: { 200: preferences, ...fails(...BODY, ...ANSWERS, ...TOKEN) },
});

export const getPreferences = createRoute({
  method: 'get',
  path: '/v1/readers/me/preferences',
  operationId: 'getPreferences',
  summary: 'The reader’s answers, with defaults filled in',
  tags: ['readers'],
  security: BEARER,
  responses: { 200: preferences, ...fails(...TOKEN) },
});

export const updatePreferences = createRoute({
  method: 'put',
  path: '/v1/readers/me/preferences',
  operationId: 'updatePreferences',
  summary: 'Replace the reader’s answers',
  tags: ['readers'],
  security: BEARER,
  request: body(NewPreferences, { profile: answers }),
  responses: { 200: preferences, ...fails(...BODY, ...ANSWERS, ...TOKEN) },
});

export const personalize = createRoute({
  method: 'post',
  path: '/v1/personalize',
  operationId: 'personalize',
  summary: 'The edits that fit a chapter to its reader',
  tags: ['chapters'],
  security: [...BEARER, {}],
  request: body(PersonalizeRequest, { chapter, revision }),
  responses: {
    200: json('The edits for that revision.', PersonalizedChapter, {
      variant: revision,
      chapter,
      revision,
      projection: { programming_experience: 'Beginner' },
      profileHash: revision,
      edits: [
        {
          block: '0a1b2c3d4e5f',
          action: 'fold',
          tag: 'fold',
          why: [{ facet: 'programming_experience', value: 'Beginner' }],
          label: 'Why the Jacobian loses rank',
        },
      ],
      tags: ['fold'],
      current: true,
      cached: false,
    }),
    ...fails(
      ...BODY,
      ...ANSWERS,
      ...TOKEN,
      'chapter_id_malformed',
      'chapter_unknown',
      'chapter_unreadable',
      'revision_unknown',
    ),
  },
});

export const clearCache = createRoute({
  method: 'delete',
  path: '/v1/readers/me/cache',
  operationId: 'clearCache',
  summary: 'Forget which chapters the reader had personalized, or one of them',
  tags: ['readers'],
  security: BEARER,
  request: { query: z.object({ chapter: z.string().optional() }).strict() },
  responses: {
    200: json('How many were forgotten.', Cleared, { cleared: 3 }),
    ...fails(...TOKEN, 'body_invalid', 'chapter_id_malformed', 'chapter_unknown'),
  },
});

export const listFacets = createRoute({
  method: 'get',
  path: '/v1/facets',
  operationId: 'listFacets',
  summary: 'What this book asks its readers',
  tags: ['book'],
  responses: { 200: json('The facets, in the order in which they are asked.', FacetList), ...fails() },
});

export const listChapters = createRoute({
  method: 'get',
  path: '/v1/chapters',
  operationId: 'listChapters',
  summary: 'The chapters of this book',
  tags: ['book'],
  responses: { 200: json('The chapters, as they are now.', ChapterList), ...fails() },
});

export const getChapter = createRoute({
  method: 'get',
  path: '/v1/chapters/{id}',
  operationId: 'getChapter',
  summary: 'One chapter; its id is percent-encoded, slashes too',
  tags: ['book'],
  request: { params: z.object({ id: z.string().meta({ example: chapter }) }) },
  responses: {
    200: json('The chapter, as it is now.', ChapterSummary),
    ...fails('chapter_id_malformed', 'chapter_unknown'),
  },
});

const healthy = { status: 'ok', database: 'ok', migrations: 'current', chapters: { total: 12, unreadable: 0 } };

export const getHealth = createRoute({
  method: 'get',
  path: '/v1/health',
  operationId: 'getHealth',
  summary: 'Whether the service can do its work',
  tags: ['service'],
  responses: {
    200: json('It can.', HealthReport, healthy),
    503: json('It cannot.', HealthReport, {
      ...healthy,
      status: 'unavailable',
      database: 'unreachable',
      migrations: 'pending',
    }),
  },
});

export const getOpenApi = createRoute({
  method: 'get',
  path: '/v1/openapi.json',
  operationId: 'getOpenApi',
  summary: 'This document',
  tags: ['service'],
  responses: { 200: json('OpenAPI 3.1.', z.looseObject({ openapi: z.string() })) },
});

export const getDocs = createRoute({
  method: 'get',
  path: '/v1/docs',
  operationId: 'getDocs',
  summary: 'This document, to be read and tried in a browser',
  tags: ['service'],
  responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } },
});
