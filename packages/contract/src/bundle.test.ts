import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** The modules that a subpath brings to a browser, and its size on the way. */
async function bundled(subpath: string): Promise<{ modules: string[]; bytes: number }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export * from '@attune/contract/${subpath}'`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    metafile: true,
  });
  return { modules: Object.keys(metafile.inputs), bytes: gzipSync(outputFiles[0]?.contents ?? '').length };
}

it.each(['project', 'client', 'account-client'])(
  'S-07: a browser loads @attune/contract/%s without zod or hono, in less than 8 kB',
  async (subpath) => {
    const { modules, bytes } = await bundled(subpath);
    expect(modules.filter((path) => /zod|hono/.test(path))).toEqual([]);
    expect(modules).toContainEqual(expect.stringContaining(`${subpath}.ts`));
    expect(bytes).toBeLessThan(8_000);
  },
);
