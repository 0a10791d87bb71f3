import type { AppOptions } from '../app-types.ts';
import type { Environment } from '../environment.ts';
import { CONNECTION_LIMITS, type ConnectionLimits } from '../listen.ts';
import type { Classes, LimitCounter } from '../ports.ts';
import { clientNetwork } from './client-network.ts';
import { createLimits, DEFAULT_LIMITS } from './limits.ts';

interface Parts {
  readonly counter: LimitCounter;
  readonly classes: Classes;
  readonly secret: string;
}

/** What the environment says of how much may be asked for. */
export function limitsFrom(environment: Environment, parts: Parts): NonNullable<AppOptions['limiting']> {
  const settings = {
    readers: environment.ATTUNE_LIMIT_READERS ?? DEFAULT_LIMITS.readers,
    writes: environment.ATTUNE_LIMIT_WRITES ?? DEFAULT_LIMITS.writes,
    pages: environment.ATTUNE_LIMIT_PAGES ?? DEFAULT_LIMITS.pages,
    networkPages: environment.ATTUNE_LIMIT_NETWORK_PAGES ?? DEFAULT_LIMITS.networkPages,
    passwords: environment.ATTUNE_LIMIT_PASSWORDS ?? DEFAULT_LIMITS.passwords,
    mails: environment.ATTUNE_LIMIT_MAILS ?? DEFAULT_LIMITS.mails,
  };
  return { limits: createLimits({ ...parts, settings }), networkOf: clientNetwork(environment.ATTUNE_PROXIES ?? []) };
}

export const connectionLimits = (environment: Environment): ConnectionLimits => ({
  connections: environment.ATTUNE_CLIENTS ?? CONNECTION_LIMITS.connections,
  headersTimeout: environment.ATTUNE_HEADERS_TIMEOUT ?? CONNECTION_LIMITS.headersTimeout,
  requestTimeout: environment.ATTUNE_REQUEST_TIMEOUT ?? CONNECTION_LIMITS.requestTimeout,
});
