import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);

/** Where more effort costs ten times the work for a few per cent: docs/decisions has the measurement. */
const BROTLI_QUALITY = 9;
/** Bits of brotli's window. The usual 22 make it clear megabytes for a text of kilobytes: ten times the work. */
const windowFor = (bytes: number): number => Math.min(22, Math.max(10, Math.ceil(Math.log2(bytes + 16))));

// Off the event loop, in zlib's threads.

export const gzipped = async (text: Buffer): Promise<Buffer> => tight(await asGzip(text));

export async function brotlied(text: Buffer): Promise<Buffer> {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const { BROTLI_PARAM_MODE, BROTLI_MODE_TEXT } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [BROTLI_PARAM_LGWIN]: windowFor(text.length),
    [BROTLI_PARAM_SIZE_HINT]: text.length,
    [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT,
  };
  return tight(await asBrotli(text, { params }));
}

// In memory of their own: pieces of larger buffers would keep those along, and not be counted. zlib's results are such pieces.

export function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

function tight(piece: Buffer): Buffer {
  const bytes = Buffer.allocUnsafeSlow(piece.length);
  piece.copy(bytes);
  return bytes;
}
