import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from './app-types.ts';

/** Of what is no page: nothing of it is run, loaded or framed, whatever it is taken for. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

export interface SecurityOptions {
  /** Seconds for which browsers are to come by https only; none where it is left out. */
  readonly hsts?: number | undefined;
}

const strictTransport = (seconds: number): string => `max-age=${seconds}`;

/** Headers on whatever the service sends. Pages bring the policy of what they may load; all else may load nothing. */
export function securityHeaders({ hsts }: SecurityOptions): MiddlewareHandler<AppEnv>[] {
  const headers = secureHeaders({
    strictTransportSecurity: hsts === undefined ? false : strictTransport(hsts),
    xFrameOptions: 'SAMEORIGIN',
    referrerPolicy: 'strict-origin-when-cross-origin',
    // Signing in with a provider may open a window of its own.
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    // The service's own answers say it themselves; an author's pictures are anybody's.
    crossOriginResourcePolicy: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  });
  return [
    headers,
    async (c, next) => {
      await next();
      if (!c.req.path.startsWith('/v1/')) return;
      const policy = c.res.headers.get('content-security-policy');
      if (policy === null) c.res.headers.set('content-security-policy', DATA_POLICY);
      // Variants have said already that they are for everybody.
      if (!c.res.headers.has('cross-origin-resource-policy'))
        c.res.headers.set('cross-origin-resource-policy', 'same-origin');
    },
  ];
}

/** For what is sent in front of all that: public, and with headers of its own. */
export const transportHeaders = ({ hsts }: SecurityOptions): (readonly [string, string])[] =>
  hsts === undefined ? [] : [['strict-transport-security', strictTransport(hsts)]];
