import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface PrimerDependencies {
  /** Folder of the primers. */
  readonly folder: string;
  /** Reads the book again, as the bundler may see an edited primer sooner than the plugin does. In development only. */
  readonly refresh?: (() => Promise<void>) | undefined;
}

/** What of a bundler's loader context is used. */
interface LoaderContext {
  getOptions(): PrimerDependencies;
  addDependency(path: string): void;
  addMissingDependency(path: string): void;
}

/**
 * Loader before Docusaurus' own: a chapter has to be compiled again when a primer that it names has changed, in `docusaurus start` and where
 * a bundler's cache is kept between builds. Changes nothing in the text.
 */
export default async function primerDependencies(this: LoaderContext, source: string): Promise<string> {
  const { folder, refresh } = this.getOptions();
  const paths = primersIn(source).map((name) => join(folder, `${name}.md`));
  for (const path of paths) {
    if (existsSync(path)) this.addDependency(path);
    else this.addMissingDependency(path);
  }
  if (paths.length > 0) await refresh?.();
  return source;
}

/** Names of the primers that a text asks for. A name is a file's, not a path. */
function primersIn(source: string): string[] {
  const mark = /::primer(?:\[[^\]\n]*\])?\{[^}\n]*?\bname=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'}]+))/g;
  const names = [...source.matchAll(mark)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
  return [...new Set(names)].filter((name) => name !== '' && !/[/\\]/.test(name));
}
