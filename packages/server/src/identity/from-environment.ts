import type { Environment } from '../environment.ts';
import type { Providers } from './auth.ts';
import { consoleSender, type SendMail, smtpSender } from './mail.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * By a mail server where one is set; else to the console of a service that this machine alone can reach. Elsewhere none: what a mail proves is
 * not for an operator's log.
 */
export function mailFrom(environment: Environment, host: string): SendMail | undefined {
  const { ATTUNE_SMTP_URL: url, ATTUNE_MAIL_FROM: from } = environment;
  if (url !== undefined) return smtpSender(url, from ?? 'attune@localhost');
  return LOOPBACK.has(host) ? consoleSender((text) => void process.stdout.write(text)) : undefined;
}

/** Those of which both id and secret are set. */
export function providersFrom(environment: Environment): Providers {
  const client = (id: string | undefined, secret: string | undefined) =>
    id === undefined || secret === undefined ? undefined : { id, secret };
  const github = client(environment.ATTUNE_GITHUB_ID, environment.ATTUNE_GITHUB_SECRET);
  const google = client(environment.ATTUNE_GOOGLE_ID, environment.ATTUNE_GOOGLE_SECRET);
  const oidc = client(environment.ATTUNE_OIDC_ID, environment.ATTUNE_OIDC_SECRET);
  const { ATTUNE_OIDC_ISSUER: issuer, ATTUNE_OIDC_NAME: name = 'OpenID' } = environment;
  return {
    ...(github && { github }),
    ...(google && { google }),
    ...(oidc && issuer !== undefined && { oidc: { ...oidc, issuer, name } }),
  };
}

/** Origins to whose pages readers may be sent back: other sites that are allowed to call the service, and its own. */
export function pageOrigins(environment: Environment, serviceUrl: string): string[] {
  const own = new URL(serviceUrl);
  // On one machine both names are the same place.
  const names = LOOPBACK.has(own.hostname) ? ['localhost', '127.0.0.1'] : [own.hostname];
  const origins = names.map((name) => Object.assign(new URL(own), { hostname: name }).origin);
  return [...(environment.ATTUNE_ORIGINS ?? []), ...origins];
}
