import { chmod, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, type SendMail, startServer } from '@attune/server/main';
import { pino } from 'pino';
import { demoSite } from '../../scripts/demo.ts';

export interface Product extends RunningServer {
  /** Folder of the site that is served. */
  readonly siteDir: string;
  /** Folder of the database and the secret. */
  readonly dataDir: string;
}

interface Options {
  /** Folder of a built site; the demo book by default. */
  readonly site?: string;
  /** Work on a copy of the chapters, to be edited by the test. The build stays as it was. */
  readonly copy?: boolean;
  /** Changes the copy before the service starts. */
  readonly prepare?: (siteDir: string) => Promise<void>;
  /** Variables of the environment, none of which the process has of itself. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly port?: number;
  /** Mails go nowhere else. */
  readonly sendMail?: SendMail;
}

/** Starts the whole product on a fresh embedded database and any free port. */
export async function startProduct(options: Options = {}): Promise<Product> {
  const { site = demoSite, copy = false, prepare, environment, port = 0 } = options;
  const { sendMail = () => Promise.resolve() } = options;
  const folder = await mkdtemp(join(tmpdir(), 'attune-e2e-'));
  // As root, Postgres runs under another account, which has to pass through.
  await chmod(folder, 0o755);
  const siteDir = copy ? await copySite(site, join(folder, 'site')) : site;
  await prepare?.(siteDir);
  const server = await startServer({
    siteDir,
    port,
    sendMail,
    watch: copy,
    signals: false,
    logger: pino({ level: 'silent' }),
    environment: { ...environment, ATTUNE_DATA: join(folder, 'data') },
  });
  const close = async (): Promise<void> => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, siteDir, dataDir: join(folder, 'data'), close };
}

async function copySite(site: string, target: string): Promise<string> {
  for (const name of ['docs', 'primers', 'glossary.yaml'])
    await cp(join(site, name), join(target, name), { recursive: true });
  await symlink(join(site, 'build'), join(target, 'build'));
  return target;
}
