import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { ClearedRows, ClearScope, FlagList, Name, Statistics } from './admin-shapes.ts';
import { BEARER, BODY, TOKEN, body, fails, json } from './describe.ts';
import { chapter } from './examples.ts';

// For authors and administrators. Roles are given by the command line alone.

export const getStatistics = createRoute({
  method: 'get',
  path: '/v1/admin/stats',
  operationId: 'getStatistics',
  summary: 'How the book is read, what is cached, and what models cost (administrators)',
  tags: ['admin'],
  security: BEARER,
  request: { query: z.object({ days: z.coerce.number().int().min(1).max(36_500).default(30) }).strict() },
  responses: { 200: json('The numbers.', Statistics), ...fails(...TOKEN, 'role_missing', 'body_invalid') },
});

export const clearStored = createRoute({
  method: 'post',
  path: '/v1/admin/clear',
  operationId: 'clearStored',
  summary: 'Clear what is cached of a chapter, reader, transformation or model, or all (administrators)',
  tags: ['admin'],
  security: BEARER,
  request: body(ClearScope, { chapter }),
  responses: {
    200: json('How much went.', ClearedRows, { variants: 3, references: 12, plans: 8, adaptations: 40, reviews: 1 }),
    ...fails(...BODY, ...TOKEN, 'role_missing'),
  },
});

export const listFlags = createRoute({
  method: 'get',
  path: '/v1/admin/flags',
  operationId: 'listFlags',
  summary: 'What models hold to be wrong in the author’s text (authors and administrators)',
  tags: ['admin'],
  security: BEARER,
  request: { query: z.object({ chapter: Name.optional() }).strict() },
  responses: { 200: json('The flags.', FlagList), ...fails(...TOKEN, 'role_missing', 'body_invalid') },
});
