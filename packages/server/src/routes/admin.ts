import { clearStored, getStatistics, listFlags, type Account, type Statistics } from '@attune/contract/routes';
import type { Context } from 'hono';
import type { App, AppEnv, AppParts } from '../app-types.ts';
import { authenticate, ownerOf } from '../authenticate.ts';
import { ApiError } from '../errors.ts';

const DAY = 86_400_000;

/** For authors and administrators. The role is looked up at every request: it is in no token. */
export function addAdmin(app: App, { identity, accountRows, administration }: AppParts): void {
  async function requireRole(c: Context<AppEnv>, ...roles: Account['role'][]): Promise<void> {
    const role = await accountRows.roleOf(ownerOf(await authenticate(c, identity)));
    if (role === undefined) throw new ApiError('token_expired');
    if (!roles.includes(role)) throw new ApiError('role_missing');
  }

  app.openapi(getStatistics, async (c) => {
    await requireRole(c, 'administrator');
    const { days } = c.req.valid('query');
    // Times become their ISO texts.
    return c.json((await administration.statistics(new Date(Date.now() - (days - 1) * DAY))) as Statistics, 200);
  });

  app.openapi(clearStored, async (c) => {
    await requireRole(c, 'administrator');
    return c.json(await administration.clear(c.req.valid('json')), 200);
  });

  app.openapi(listFlags, async (c) => {
    await requireRole(c, 'author', 'administrator');
    return c.json({ flags: await administration.flags(c.req.valid('query').chapter) }, 200);
  });
}
