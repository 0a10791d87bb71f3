import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { Variant } from '../edits.ts';
import { BEARER, fails, json } from './describe.ts';
import { chapter, content, revision } from './examples.ts';
import { Pinned, Pointer, VariantContent } from './shapes.ts';

// What is served at the same addresses by the service, by a CDN in front of it, and by the files of an export.

export const getVariant = createRoute({
  method: 'get',
  path: '/v1/variants/{hash}.json',
  operationId: 'getVariant',
  summary: 'A variant by its hash; public, and the same for ever',
  description:
    'With ETag and content codings. What the hash stands for never changes, so that any cache may keep it for ever; an export has the same file under the same address.',
  tags: ['chapters'],
  request: { params: z.object({ hash: Variant.shape.variant.meta({ example: revision }) }) },
  responses: {
    200: json('The variant.', VariantContent, content),
    304: { description: 'The client has it.' },
    ...fails('variant_unknown', 'variant_withdrawn', 'database_unavailable'),
  },
});

export const pinVariant = createRoute({
  method: 'post',
  path: '/v1/variants/{hash}/pin',
  operationId: 'pinVariant',
  summary: 'Keep a variant whose address is given away',
  description: 'Said again, it changes nothing. The hash is known to whoever reads the page: no token is needed.',
  tags: ['chapters'],
  request: { params: z.object({ hash: Variant.shape.variant.meta({ example: revision }) }) },
  responses: {
    200: json('It stays where it is.', Pinned, { variant: revision }),
    ...fails('body_invalid', 'variant_unknown', 'variant_withdrawn', 'database_unavailable'),
  },
});

export const getPointer = createRoute({
  method: 'get',
  path: '/v1/chapters/{chapter}/{revision}/{projection}.json',
  operationId: 'getPointer',
  summary: 'Which variant of a chapter stands for readers of a projection, if one was made',
  description:
    'The chapter is its id with its slashes, each segment percent-encoded; the projection is the SHA-256 of its canonical JSON. With a token the use is noted for its reader, behind the request.',
  tags: ['chapters'],
  security: [...BEARER, {}],
  request: {
    params: z.object({
      chapter: z.string().meta({ example: chapter }),
      revision: Variant.shape.revision.meta({ example: revision }),
      projection: Variant.shape.profileHash.meta({ example: revision }),
    }),
  },
  responses: {
    200: json('The pointer; not to be kept.', Pointer, { variant: revision, current: true, complete: true }),
    ...fails(
      'token_invalid',
      'token_expired',
      'chapter_id_malformed',
      'chapter_unknown',
      'variant_unmade',
      'database_unavailable',
    ),
  },
});
