import { createRequire } from 'node:module';
import type { withAttune as Extend } from './with-attune.ts';

export type { AttuneOptions } from './options.ts';

// Docusaurus loads configurations through jiti 1, which gives every imported module's default export for the whole of it, and with that
// breaks libraries that have both (zod has). Node's own loader reads the rest of this package as it is.
const load = createRequire(import.meta.url);

export const { withAttune } = load('@attune/docusaurus/with-attune') as { withAttune: typeof Extend };
