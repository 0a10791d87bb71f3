import type { PageAddress } from '@attune/contract';
import { getPointer, type Pointer } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { tokenIn } from '../authenticate.ts';
import { ApiError } from '../errors.ts';
import { findChapter } from '../find-chapter.ts';

const ADDRESS = /^\/v1\/chapters\/(.+)\/([0-9a-f]{64})\/([0-9a-f]{64})\.json$/s;

/** Where a page's variant is. Answered from memory or by one query; the use is noted behind the answer. */
export function addPointers(app: App, { library, identity, personalizing, pointers, uses }: AppParts): void {
  app.openAPIRegistry.registerPath(getPointer);
  // An id has slashes, so that the address is a path of folders: no parameter of a route takes it.
  app.get('/v1/chapters/*', async (c, next) => {
    const address = addressIn(c.req.path);
    if (!address) return next();
    const started = performance.now();
    const token = signedToken(c.req.header('authorization'));
    const chapter = findChapter(library, address.chapter);
    const pointer = await pointers.find(address, library.book(), personalizing.model() !== 'none');
    if (!pointer) throw new ApiError('variant_unmade');
    const { profileHash } = address;
    const milliseconds = performance.now() - started;
    uses.note({ pointer, profileHash, milliseconds, at: new Date(), ...(token === undefined ? {} : { token }) });
    const { variant } = pointer;
    const current = chapter.readable && chapter.revision === address.revision;
    // What a model did not finish is not kept.
    return c.json({ variant, current, complete: true } satisfies Pointer, 200, {
      'cache-control': 'private, no-store',
    });
  });

  /** The token, which its signature proves to be ours; whether its session stands is looked up behind the answer. */
  function signedToken(authorization: string | undefined): string | undefined {
    const token = tokenIn(authorization);
    if (token === undefined) return undefined;
    const kind = identity.inspect(token);
    if (kind === 'invalid') throw new ApiError('token_invalid');
    if (kind === 'expired' || uses.isOver(token)) throw new ApiError('token_expired');
    return token;
  }
}

function addressIn(path: string): PageAddress | undefined {
  const [, id, revision, profileHash] = ADDRESS.exec(path) ?? [];
  if (id === undefined || revision === undefined || profileHash === undefined) return undefined;
  try {
    return { chapter: id.split('/').map(decodeURIComponent).join('/'), revision, profileHash };
  } catch {
    throw new ApiError('chapter_id_malformed');
  }
}
