import { OpenAPIHono, type RouteConfig as AnyRouteConfig } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from './index.ts';
import * as routes from './routes.ts';

interface Media {
  readonly examples?: Record<string, { value: { error: { code: ErrorCode } } }>;
}
interface RouteConfig extends Omit<AnyRouteConfig, 'responses'> {
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, Media> }>;
}

const operations = Object.entries(routes).flatMap(([name, value]) =>
  'operationId' in value ? [[name, value as unknown as RouteConfig] as const] : [],
);

test('the operations are exported under their ids', () => {
  expect(operations.map(([name]) => name).sort()).toEqual([
    'changePassword',
    'clearCache',
    'clearStored',
    'createReader',
    'eraseReader',
    'exchangeCode',
    'exportReader',
    'finishSignIn',
    'getAccount',
    'getChapter',
    'getDocs',
    'getHealth',
    'getLiveness',
    'getOpenApi',
    'getPointer',
    'getPreferences',
    'getReader',
    'getStatistics',
    'getVariant',
    'getWaysToSignIn',
    'listChapters',
    'listFacets',
    'listFlags',
    'personalize',
    'pinVariant',
    'requestPasswordReset',
    'requestVerification',
    'resetPassword',
    'sendFeedback',
    'signIn',
    'signOut',
    'signOutEverywhere',
    'signUp',
    'startSignIn',
    'submitOnboarding',
    'updatePreferences',
    'verifyEmail',
  ]);
  for (const [name, route] of operations) expect(route.operationId).toBe(name);
});

test('all are under /v1, and have a summary and a tag', () => {
  for (const [name, { path, summary, tags }] of operations) {
    expect([name, path.startsWith('/v1/'), summary !== undefined, tags?.length]).toEqual([name, true, true, 1]);
  }
});

test('each documented error stands at its own status, with an example of what is answered', () => {
  for (const [name, { responses }] of operations) {
    for (const [status, response] of Object.entries(responses)) {
      const examples = response.content?.['application/json']?.examples ?? {};
      if (Number(status) < 400 || name === 'getHealth') continue;
      expect(Object.keys(examples).length).toBeGreaterThan(0);
      for (const [code, { value }] of Object.entries(examples)) {
        expect([name, value.error.code, String(ERRORS[value.error.code].status)]).toEqual([name, code, status]);
      }
    }
  }
});

test('every error of the service is documented somewhere, but for those of addresses that are not there', () => {
  const documented = new Set(
    operations.flatMap(([, { responses }]) =>
      Object.values(responses).flatMap(({ description }) => description.split(', ')),
    ),
  );
  const missing = Object.keys(ERRORS).filter((code) => !documented.has(code));
  // What cannot be read is at no address either; the document speaks of it in its first words.
  const unreadable = ['request_malformed', 'request_late', 'headers_too_large'];
  expect(missing).toEqual([...unreadable, 'not_found', 'method_not_allowed']);
});

test('what needs a reader says so', () => {
  const needing = operations.filter(([, { security }]) => security?.length === 1).map(([name]) => name);
  expect(needing.sort()).toEqual([
    'changePassword',
    'clearCache',
    'clearStored',
    'eraseReader',
    'exportReader',
    'getAccount',
    'getPreferences',
    'getReader',
    'getStatistics',
    'listFlags',
    'requestVerification',
    'signOut',
    'signOutEverywhere',
    'submitOnboarding',
    'updatePreferences',
  ]);
  const open = [
    routes.personalize,
    routes.getPointer,
    routes.signUp,
    routes.signIn,
    routes.exchangeCode,
    routes.sendFeedback,
  ];
  for (const route of open) expect(route.security).toEqual([{ bearer: [] }, {}]);
  expect(routes.getVariant).not.toHaveProperty('security');
});

test('the document has the schemas by name', () => {
  const app = new OpenAPIHono();
  for (const [, route] of operations) app.openAPIRegistry.registerPath(route);
  const { components } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Attune', version: '1' } });
  expect(Object.keys(components?.schemas ?? {})).toEqual(
    expect.arrayContaining([
      'Reader',
      'CreatedReader',
      'Preferences',
      'PersonalizedChapter',
      'ErrorBody',
      'Facet',
      'ChapterSummary',
      'HealthReport',
    ]),
  );
});

test('requests refuse keys that they do not know', () => {
  for (const schema of [routes.OnboardingAnswers, routes.NewPreferences, routes.PersonalizeRequest]) {
    const valid = { profile: {}, state: 'done', chapter: 'a', revision: 'b' };
    const known = Object.fromEntries(Object.entries(valid).filter(([key]) => key in schema.shape));
    expect(schema.safeParse(known).success).toBe(true);
    expect(schema.safeParse({ ...known, more: 1 }).success).toBe(false);
  }
});
