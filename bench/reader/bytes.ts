import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** Compressed bytes of scripts and style sheets. */
export interface Bytes {
  readonly js: number;
  readonly css: number;
}

export const less = (one: Bytes, other: Bytes): Bytes => ({ js: one.js - other.js, css: one.css - other.css });

/** Counts what a page fetches from now on, compressed as a server would; each address once. */
export function countBytes(page: Page): () => Promise<Bytes> {
  const bodies = new Map<string, Promise<{ kind: keyof Bytes; bytes: number } | undefined>>();
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if ((kind !== 'script' && kind !== 'stylesheet') || bodies.has(response.url())) return;
    const compressed = response.body().then(
      (body) => ({
        kind: kind === 'script' ? ('js' as const) : ('css' as const),
        bytes: brotliCompressSync(body).length,
      }),
      () => undefined,
    );
    bodies.set(response.url(), compressed);
  });
  return async () => {
    await page.waitForLoadState('networkidle');
    const sum = { js: 0, css: 0 };
    for (const body of await Promise.all(bodies.values())) if (body) sum[body.kind] += body.bytes;
    return sum;
  };
}

/** The built page's own folder, to be served as files. */
export const builtIn = (siteDir: string): string => join(siteDir, 'build');
