import type { ModelSettings } from '@attune/contract';
import type { Store } from '@attune/store';
import type { Logger } from 'pino';
import type { Environment } from './environment.ts';
import type { Metrics } from './metrics/metrics.ts';
import { type OpenedModels, openModels } from './open-models.ts';
import { createPersonalizing } from './personalizing.ts';
import type { Personalizing } from './ports.ts';

interface Around {
  readonly environment: Environment;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** The models of a site, and what makes its pages with them: each page by one node at a time, and counted. */
export function openPersonalizing(
  settings: ModelSettings,
  { environment, store, metrics, logger }: Around,
): { models: OpenedModels | undefined; personalizing: Personalizing } {
  const models = openModels(settings, environment, { store, logger, onCall: (call) => metrics.modelCall(call) });
  const watch = {
    shared: (where: 'process' | 'node') => metrics.shared(where),
    page: (found: 'database' | 'none') => metrics.lookup('page', found),
    ...(models && { models: models.state }),
  };
  const ports = { store: store.variants, adaptations: store.adaptations, ...(models && { model: models.rewriter }) };
  const { concurrency } = settings;
  return { models, personalizing: createPersonalizing(ports, { concurrency, leases: store.leases, watch }) };
}
