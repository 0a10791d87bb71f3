import { createReader, getReader } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { authenticate } from '../authenticate.ts';

export function addReaders(app: App, { identity, preferences }: AppParts): void {
  app.openapi(createReader, async (c) => {
    const { reader, token, expiresAt } = await identity.createReader();
    return c.json({ reader, token, expiresAt: expiresAt.toISOString() }, 201);
  });

  app.openapi(getReader, async (c) => {
    const reader = await authenticate(c.req.header('authorization'), identity);
    const stored = await preferences.find(reader.id);
    return c.json({ reader, onboarding: stored?.onboarding ?? 'open' }, 200);
  });
}
