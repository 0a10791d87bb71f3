import { exchangeCode, finishSignIn, getWaysToSignIn, startSignIn } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { authenticateIfSent, ownerOf } from '../authenticate.ts';
import { signedIn } from './accounts.ts';

/** Sign-in at other providers. */
export function addSignIn(app: App, { identity, accounts, signIn, uses }: AppParts): void {
  app.openapi(getWaysToSignIn, async (c) =>
    c.json({ providers: await signIn.providers(), mail: accounts.sendsMail }, 200),
  );

  app.openapi(startSignIn, async (c) =>
    c.json({ url: await signIn.start(c.req.valid('param').provider, c.req.valid('json')) }, 200),
  );

  app.openapi(finishSignIn, async (c) => {
    const { state, code } = c.req.valid('query');
    const page = await signIn.finish(c.req.valid('param').provider, { state, code });
    c.header('referrer-policy', 'no-referrer');
    return c.redirect(page, 302);
  });

  app.openapi(exchangeCode, async (c) => {
    const reader = await authenticateIfSent(c, identity);
    if (reader?.anonymous) await uses.flush();
    const anonymous = reader?.anonymous ? ownerOf(reader) : undefined;
    return c.json(signedIn(await signIn.exchange(c.req.valid('json'), anonymous)), 201);
  });
}
