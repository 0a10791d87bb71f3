import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);

/** Where more effort no longer pays: docs/decisions has the measurement. */
const BROTLI_QUALITY = 9;

// Off the event loop, in zlib's threads.

export const gzipped = async (text: Buffer): Promise<Buffer> => tight(await asGzip(text));

export async function brotlied(text: Buffer): Promise<Buffer> {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [BROTLI_PARAM_SIZE_HINT]: text.length,
    [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT,
  };
  return tight(await asBrotli(text, { params }));
}

/** A copy in memory of its own: zlib's results lie in larger pieces, which would be kept along with them and not counted. */
export function tight(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}
