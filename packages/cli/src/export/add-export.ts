import { readdir } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';

interface Options {
  readonly profiles?: string;
  readonly limit: number;
  readonly site: boolean;
}

/** Most pages that are written unless it is said otherwise: of 30 kB each they are 30 MB. */
const LIMIT = 1_000;

/** `attune export`: personalized chapters as files, for a site without a service, or for a CDN in front of one. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write the built site with its personalized chapters as files, to be served without a service')
    .argument('<folder>', 'folder to write, new or empty')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .option('--profiles <file>', 'JSON list of answers, whose readers get pages; without it all answers that matter')
    .option('--limit <pages>', 'most pages that may be written', pages, LIMIT)
    .option('--no-site', 'only the files below v1, such as a CDN in front of a service holds')
    .action(async (folder: string, site: string, options: Options) => {
      await readdir(site);
      const { openParts } = await import('@attune/server/main');
      const { exportSite } = await import('./export-site.ts');
      const parts = await openParts({ siteDir: site, defaults: { ATTUNE_LOG: 'warn' } });
      try {
        const { chapters, pages: count, bytes, withdrawn } = await exportSite(parts, folder, options);
        console.log(`${count} pages of ${chapters} chapters, ${(bytes / 1e6).toFixed(1)} MB: ${folder}`);
        if (withdrawn > 0) console.log(`${withdrawn} pages were left out: what they would show was withdrawn.`);
      } finally {
        await parts.close();
      }
    });
}

function pages(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a number of pages, at least 1');
}
