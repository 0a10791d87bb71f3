import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder } from './data-folder.ts';

describe('the data folder', () => {
  it('is the one that is configured, relative to the site', async () => {
    expect(await dataFolder('/book', 'data')).toBe('/book/data');
    expect(await dataFolder('/book', '/data')).toBe('/data');
  });

  it('is .attune in a site’s folder that others can pass through', async () => {
    const site = await mkdtemp(join(tmpdir(), 'attune-site-'));
    await chmod(site, 0o755);
    expect(await dataFolder(site, undefined)).toBe(join(site, '.attune'));
  });

  it.runIf(process.getuid?.() === 0)('is outside a folder that is root’s alone, the same at every start', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'attune-site-'));
    const site = join(closed, 'book');
    await mkdir(site);
    const folder = await dataFolder(site, undefined);
    expect(folder).toMatch(/^\/var\/lib\/attune\/[0-9a-f]{12}$/);
    expect(await dataFolder(site, undefined)).toBe(folder);
    expect(await dataFolder(closed, undefined)).not.toBe(folder);
  });
});
