import { createReader, eraseReader, exportReader, getReader } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { authenticate, authenticateReading, ownerOf } from '../authenticate.ts';
import { ApiError } from '../errors.ts';
import { signedIn } from './accounts.ts';

export function addReaders(app: App, { identity, preferences, readers, uses, log }: AppParts): void {
  app.openapi(createReader, async (c) => c.json(signedIn(await identity.createReader()), 201));

  app.openapi(getReader, async (c) => {
    const { id, anonymous } = await authenticateReading(c, identity);
    const stored = await preferences.find(id);
    return c.json({ reader: { id, anonymous }, onboarding: stored?.onboarding ?? 'open' }, 200);
  });

  app.openapi(exportReader, async (c) => {
    const reader = await authenticate(c, identity);
    // What waits in memory is stored of them too.
    await uses.flush();
    await log.flush();
    const rows = await readers.export(ownerOf(reader));
    if (!rows) throw new ApiError('token_expired');
    return c.json(rows, 200);
  });

  app.openapi(eraseReader, async (c) => {
    const reader = await authenticate(c, identity);
    if (!(await readers.erase(ownerOf(reader)))) throw new ApiError('token_expired');
    return c.json({ done: true as const }, 200);
  });
}
