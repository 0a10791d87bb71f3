import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attune, temporaryFolder } from '../testing/attune.ts';

describe('attune backup and attune restore', { timeout: 180_000 }, () => {
  it('carry the embedded database of one site to another, and refuse one that is not empty', async () => {
    const folder = await temporaryFolder({ 'site/package.json': '{}', 'other/package.json': '{}' });
    const [site, other, file] = ['site', 'other', 'book.backup'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    expect(await attune(['migrate', site])).toMatchObject({ exitCode: 0 });
    expect(await attune(['backup', file, site])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('tables'),
    });
    expect(await attune(['restore', file, other])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('restored'),
    });
    expect(await attune(['migrate', other])).toMatchObject({ stdout: expect.stringContaining('Nothing to do') });
    expect(await attune(['backup', file, site])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('exists already'),
    });
  });

  it('say what is wrong and how to mend it', async () => {
    const folder = await temporaryFolder({ 'site/package.json': '{}', 'text.backup': 'none' });
    const site = join(folder, 'site');
    const none = await attune(['backup', join(folder, 'new'), site]);
    expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/nothing of Attune[^]*→/) });
    const wrong = await attune(['restore', join(folder, 'text.backup'), site]);
    expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/is no backup[^]*→/) });
    expect((await attune(['restore', join(folder, 'absent'), site])).stderr).toContain('no such file');
    expect((await attune(['backup', 'x', join(folder, 'nowhere')])).stderr).toContain('no such file');
    await expect(access(join(folder, 'new'))).rejects.toThrow();
  });
});

describe('attune upgrade', () => {
  it('is of an embedded database of another version only', async () => {
    const folder = await temporaryFolder({ 'site/package.json': '{}' });
    const site = join(folder, 'site');
    expect((await attune(['upgrade', site])).stderr).toContain('--postgres');
    expect((await attune(['upgrade', site, '--postgres', folder])).stderr).toContain('has no PostgreSQL');
    const environment = { DATABASE_URL: 'postgresql://user@localhost/book' };
    expect((await attune(['upgrade', site, '--postgres', folder], { environment })).stderr).toContain(
      'does not upgrade',
    );
  });
});
