import { createRoute } from '@hono/zod-openapi';
import { Done, ReaderExport } from './account-shapes.ts';
import { BEARER, TOKEN, fails, json } from './describe.ts';

export const exportReader = createRoute({
  method: 'get',
  path: '/v1/readers/me/export',
  operationId: 'exportReader',
  summary: 'Everything that is stored of the reader',
  tags: ['readers'],
  security: BEARER,
  responses: {
    200: json('All rows, without what proves the reader to the service.', ReaderExport, {
      users: [{ id: '3f1c1f2e-8a55-4f0e-9a43-0c5a1f4f0b11', is_anonymous: true }],
      preferences: [{ profile: { programming_experience: 'Beginner' } }],
    }),
    ...fails(...TOKEN),
  },
});

export const eraseReader = createRoute({
  method: 'delete',
  path: '/v1/readers/me',
  operationId: 'eraseReader',
  summary: 'Erase the reader with everything that is stored of them, at once; what was counted stays, of nobody',
  tags: ['readers'],
  security: BEARER,
  responses: { 200: json('Nothing is left.', Done, { done: true }), ...fails(...TOKEN) },
});
