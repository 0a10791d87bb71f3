export { loadSettings, siteFolderOf, type LoadedSettings } from './load-settings.ts';
export { openSite, type Site, type SiteOptions } from './open-site.ts';
export { readBook } from './read-book.ts';
export { MANIFEST_PATH, readManifest } from './read-manifest.ts';
export { SiteError } from './site-error.ts';
export { withWritten } from './with-written.ts';
export { bundlesIn, readBundle } from './read-bundles.ts';
