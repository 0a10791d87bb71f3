import { readdir } from 'node:fs/promises';
import type { Store } from '@attune/store';

/** Works on the database that the service of a site uses; rejects where there is none yet. */
export async function withStore<Result>(siteDir: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  await readdir(siteDir);
  const { withDatabase } = await import('@attune/server/main');
  return withDatabase({ siteDir, defaults: { ATTUNE_LOG: 'warn' } }, work);
}
