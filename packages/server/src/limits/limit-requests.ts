import type { IncomingMessage } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from '../app-types.ts';
import { tokenIn } from '../authenticate.ts';
import type { Identity } from '../ports.ts';
import type { Asker, Limits } from './limits.ts';

export interface LimitRequests {
  readonly limits: Limits;
  readonly networkOf: (request: IncomingMessage) => string | undefined;
  readonly identity: Pick<Identity, 'holder'>;
  readonly logger: Logger;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Counted by what a model makes, not by how often it is asked for. */
const PAGES = '/v1/personalize';
/** By who has no reader yet, it makes one. */
const NEW_ACCOUNT = '/v1/accounts';

/** Refuses who asks too much before anything else is done for them. Reading is not counted: most of it costs no query. */
export function limitRequests({ limits, networkOf, identity, logger }: LimitRequests): MiddlewareHandler<AppEnv> {
  let isWarned = false;
  const warnOnce = (incoming: IncomingMessage, network: string | undefined): void => {
    if (isWarned || network !== undefined || incoming.headers['x-forwarded-for'] === undefined) return;
    isWarned = true;
    logger.warn('a proxy on this machine is not trusted, so no limit holds for addresses: name it in ATTUNE_PROXIES');
  };

  async function askerOf(c: Context<AppEnv>): Promise<Asker> {
    const { incoming } = (c.env as AppEnv['Bindings'] | undefined) ?? {};
    const network = incoming && networkOf(incoming);
    if (incoming) warnOnce(incoming, network);
    const code = c.req.header('x-attune-class');
    const className = code === undefined ? undefined : await limits.className(code);
    const token = tokenIn(c.req.header('authorization'));
    const reader = token === undefined ? undefined : identity.holder(token);
    return {
      ...(network === undefined ? {} : { network }),
      ...(className === undefined ? {} : { className }),
      ...(reader === undefined ? {} : { reader }),
    };
  }

  return async (c, next) => {
    const { method, path } = c.req;
    if (READING.has(method)) return next();
    const asker = await askerOf(c);
    c.set('limits', limits);
    c.set('purse', (reader) => limits.purse({ ...asker, ...(reader === null ? {} : { reader }) }));
    const isNewcomer = asker.reader === undefined && path === NEW_ACCOUNT;
    if (method === 'POST' && (path === '/v1/readers' || isNewcomer)) await limits.admitReader(asker);
    else if (path !== PAGES) await limits.admitWrite(asker);
    return next();
  };
}
