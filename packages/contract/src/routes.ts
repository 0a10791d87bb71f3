import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { Feedback } from './feedback.ts';
import { ANSWERS, BEARER, BODY, TOKEN, body, fails, json, orEvents } from './routes/describe.ts';
import {
  ChapterList,
  ChapterSummary,
  Cleared,
  CreatedReader,
  FacetList,
  FeedbackKept,
  HealthReport,
  LivenessReport,
  NewPreferences,
  OnboardingAnswers,
  PersonalizeRequest,
  PersonalizedChapter,
  PersonalizeEvent,
  Preferences,
  ReaderState,
} from './routes/shapes.ts';
import { chapter, content, revision } from './routes/examples.ts';

export {
  changePassword,
  getAccount,
  requestPasswordReset,
  requestVerification,
  resetPassword,
  signIn,
  signOut,
  signOutEverywhere,
  signUp,
  verifyEmail,
} from './routes/accounts.ts';
export { clearStored, getStatistics, listFlags } from './routes/admin.ts';
export { eraseReader, exportReader } from './routes/privacy.ts';
export { exchangeCode, finishSignIn, getWaysToSignIn, startSignIn } from './routes/sign-in.ts';
export { getPointer, getVariant, pinVariant } from './routes/served.ts';
export type {
  Account,
  CodeExchange,
  Credentials,
  Done,
  Ended,
  NewAccount,
  PasswordChange,
  PasswordReset,
  ReaderExport,
  ResetRequest,
  SignedIn,
  SignInAddress,
  SignInStart,
  WaysToSignIn,
} from './routes/account-shapes.ts';
export type { ClearedRows, ClearScope, FlagList, Statistics } from './routes/admin-shapes.ts';
export {
  ChapterList,
  ChapterSummary,
  Cleared,
  CreatedReader,
  FacetList,
  FeedbackKept,
  HealthReport,
  MODEL_STATES,
  type ModelState,
  NewPreferences,
  Onboarding,
  OnboardingAnswers,
  PersonalizeRequest,
  PersonalizedChapter,
  PersonalizeEvent,
  PersonalizeFailure,
  Pinned,
  Pointer,
  Preferences,
  Reader,
  ReaderState,
  VariantContent,
} from './routes/shapes.ts';

const answers = { programming_experience: 'Beginner', hardware_availability: 'Jetson Kit' };
const reader = { id: '3f1c1f2e-8a55-4f0e-9a43-0c5a1f4f0b11', anonymous: true };
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
  description:
    'Waits until all of it is there. With `accept: text/event-stream` it is sent as it comes: first what can be shown at once, then each edit.',
  tags: ['chapters'],
  security: [...BEARER, {}],
  request: body(PersonalizeRequest, { chapter, revision }),
  responses: {
    200: orEvents(
      PersonalizeEvent,
      json('The edits for that revision.', PersonalizedChapter, {
        variant: revision,
        ...content,
        current: true,
        cached: false,
        complete: true,
      }),
    ),
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

export const sendFeedback = createRoute({
  method: 'post',
  path: '/v1/feedback',
  operationId: 'sendFeedback',
  summary: 'Tell the author what you think of an edit',
  description: 'With a token it takes the place of what the reader said of that edit before.',
  tags: ['chapters'],
  security: [...BEARER, {}],
  request: body(Feedback, {
    chapter,
    variant: revision,
    block: '0a1b2c3d4e5f',
    action: 'rewrite',
    tag: 'beginner-simplify',
    verdict: 'report',
    text: 'A topic is not a node.',
  }),
  responses: {
    200: json('Whether it was kept.', FeedbackKept, { kept: true }),
    ...fails(
      ...BODY,
      'token_missing',
      'token_invalid',
      'token_expired',
      'chapter_id_malformed',
      'chapter_unknown',
      'database_unavailable',
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

const healthy = {
  status: 'ok',
  database: 'ok',
  migrations: 'current',
  model: 'none',
  chapters: { total: 12, unreadable: 0 },
};

export const getLiveness = createRoute({
  method: 'get',
  path: '/v1/health/live',
  operationId: 'getLiveness',
  summary: 'Whether the process answers at all',
  description: 'Looks at nothing else: a node whose database is away is alive, and restarting it would not help.',
  tags: ['service'],
  responses: { 200: json('It does.', LivenessReport, { status: 'ok' }) },
});

export const getHealth = createRoute({
  method: 'get',
  path: '/v1/health',
  operationId: 'getHealth',
  summary: 'Whether the service can do its work: readiness',
  description: 'What the database says is remembered for a second.',
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
