import { createRequire } from 'node:module';
import type * as Swizzle from './swizzle-config.ts';
import type * as Attune from './attune-plugin.ts';

// What Docusaurus loads by its path: so it knows the package's name, by which components are swizzled. As in index.ts, Node reads the rest.
const load = createRequire(import.meta.url);

export const { getSwizzleConfig } = load('@attune/docusaurus/swizzle-config') as typeof Swizzle;
const { attunePlugin } = load('@attune/docusaurus/plugin') as typeof Attune;
export default attunePlugin;
