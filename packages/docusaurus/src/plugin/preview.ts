import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { Profile } from '@attune/contract';
import { type Book, type Chapter, personalize, type VariantStore } from '@attune/core';
import { z } from 'zod';

const PreviewRequest = z.object({ chapter: z.string(), revision: z.string(), profile: Profile }).strict();

interface PreviewOptions {
  readonly path: string;
  /** The chapter as it is on disk now. */
  readonly chapter: (id: string) => Promise<Chapter> | undefined;
  readonly book: () => Book | undefined;
}

const keepNothing: VariantStore = { findVariant: async () => undefined, putVariant: async (_key, variant) => variant };

/**
 * Personalizes in `docusaurus start`, without a service, so that an author sees any reader's page while writing. In development only: it
 * answers anyone who can reach the port.
 */
export function previewMiddleware({ path, chapter: find, book: current }: PreviewOptions): {
  name: string;
  path: string;
  middleware: (request: IncomingMessage, response: ServerResponse) => void;
} {
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    const parsed = PreviewRequest.safeParse(await json(request).catch(() => undefined));
    if (!parsed.success) return refusal(422, 'body_invalid');
    const { chapter: id, revision, profile } = parsed.data;
    const book = current();
    const chapter = await find(id);
    if (!book || !chapter) return refusal(404, 'chapter_unknown');
    if (chapter.revision !== revision) return refusal(409, 'revision_unknown');
    const { variant } = await personalize({ chapter, profile, book }, { store: keepNothing });
    return { status: 200, body: { ...variant, current: true, cached: false, complete: true } };
  };
  const middleware = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request)
      .catch(() => refusal(500, 'internal'))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
  };
  return { name: 'attune-preview', path, middleware };
}

const refusal = (status: number, code: string): { status: number; body: unknown } => ({
  status,
  body: { error: { code, message: code, remedy: '', requestId: '' } },
});
