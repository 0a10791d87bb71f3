import type { Registry } from 'prom-client';
import { listen, type Listening } from '../listen.ts';

interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

/** `GET /metrics`, on an address of its own: the public one has no such path, whatever a proxy lets through. */
export function serveMetrics(registry: Registry, address: MetricsAddress): Promise<Listening> {
  return listen(
    async ({ method, url }) => {
      if (new URL(url).pathname !== '/metrics') return new Response('Metrics are at /metrics.\n', { status: 404 });
      if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET' } });
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
    },
    { ...address, choose: 'ATTUNE_METRICS_PORT' },
  );
}
