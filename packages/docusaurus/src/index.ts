import { createRequire } from 'node:module';

export type { AttuneOptions } from './options.ts';

// Docusaurus loads configurations through jiti 1, which gives every imported module's default export for the whole of it, and with that
// breaks libraries that have both (zod has). Node's own loader reads the rest of this package as it is.
const load = createRequire(import.meta.url);

export const withAttune: typeof import('./with-attune.ts').withAttune = load(
  '@attune/docusaurus/with-attune',
).withAttune;
