import { getVariant } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { formFor, isKnown, unchanged } from '../bodies/body.ts';
import { ApiError } from '../errors.ts';

const FILE = /^([0-9a-f]{64})\.json$/;

/** Variants by their hashes. Those in memory are answered by `sendFromMemory` before they come here. */
export function addVariants(app: App, { bodies }: AppParts): void {
  app.openAPIRegistry.registerPath(getVariant);
  app.get('/v1/variants/:file', async (c) => {
    const hash = FILE.exec(c.req.param('file'))?.[1];
    if (hash === undefined) throw new ApiError('variant_unknown');
    const body = await bodies.find(hash);
    if (!body || body === 'withdrawn') throw new ApiError(body ? 'variant_withdrawn' : 'variant_unknown');
    const isUnchanged = isKnown(hash, c.req.header('if-none-match'));
    const { headers, bytes } = isUnchanged ? unchanged(hash) : formFor(body, c.req.header('accept-encoding'));
    for (let index = 0; index < headers.length; index += 2) c.header(headers[index] ?? '', headers[index + 1]);
    return isUnchanged ? c.body(null, 304) : c.body(bytes as Buffer<ArrayBuffer>, 200);
  });
}
