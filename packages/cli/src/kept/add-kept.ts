import { readdir, writeFile } from 'node:fs/promises';
import type { Bundle, PlannedBlock } from '@attune/contract';
import type { Chapter } from '@attune/core';
import type { Parts } from '@attune/server/main';
import type { Command } from 'commander';
import { bundleOf } from './bundle-of.ts';
import { printFeedback } from './print-feedback.ts';
import { placeIn } from './place-in.ts';

/** Commands that show what models made of a book: `flags`, `plan`, `bundle`; and what readers think of it: `feedback`. */
export function addKept(program: Command): void {
  program
    .command('flags')
    .description('list what models hold to be wrong in the chapters, for their author')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .option('--json', 'print one JSON list')
    .action(async (site: string, { json }: { json?: boolean }) => {
      const flags = await withParts(site, async ({ store, site: { chapters } }) => {
        const kept = (await store.adaptations.list([...chapters.keys()])).flags;
        return kept.map((flag) => ({ ...placeIn(chapters.get(flag.chapter), flag.block), ...flag }));
      });
      if (json) console.log(JSON.stringify(flags));
      else if (flags.length === 0) console.log('No flags.');
      else for (const { file, line, text, maker } of flags) console.log(`${file}:${line}: ${text} (${maker.model})`);
    });

  program
    .command('feedback')
    .description('list what readers think of edits, for their author')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .option('--json', 'print one JSON list')
    .action(async (site: string, { json }: { json?: boolean }) => {
      const feedback = await withParts(site, async ({ store, site: { chapters } }) => {
        const kept = await store.feedback.list([...chapters.keys()]);
        return kept.map((one) => ({ ...placeIn(chapters.get(one.chapter), one.block), ...one }));
      });
      console.log(json ? JSON.stringify(feedback) : printFeedback(feedback));
    });

  program
    .command('plan')
    .description('show the teaching plans of a chapter: what each kind of reader gets where, and why')
    .argument('<chapter>', 'its id, or the end of it')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .option('--json', 'print one JSON list')
    .action(async (name: string, site: string, { json }: { json?: boolean }) => {
      const { chooseChapters } = await import('../warm/pages.ts');
      const [chapter, plans] = await withParts(site, async (parts) => {
        const [chosen] = chooseChapters(parts.site.chapters, [name]) as [Chapter];
        return [chosen, (await parts.store.adaptations.list([chosen.id])).plans] as const;
      });
      console.log(json ? JSON.stringify(plans) : printPlans(plans, chapter));
    });

  program
    .command('bundle')
    .description('write all that models made of a book into one file, to be put into the folder of its adaptations')
    .argument('<file>', 'path of the file to write')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .action(async (file: string, site: string) => {
      const bundle: Bundle = await withParts(site, async (parts) => bundleOf(parts));
      await writeFile(file, `${JSON.stringify(bundle, undefined, 1)}\n`);
      console.log(`${bundle.adaptations.length} adaptations of ${chaptersIn(bundle)} chapters: ${file}`);
    });
}

const chaptersIn = ({ adaptations }: Bundle): number => new Set(adaptations.map(({ chapter }) => chapter)).size;

async function withParts<Result>(siteDir: string, work: (parts: Parts) => Promise<Result>): Promise<Result> {
  await readdir(siteDir);
  const { openParts } = await import('@attune/server/main');
  const parts = await openParts({ siteDir, defaults: { ATTUNE_LOG: 'warn' } });
  try {
    return await work(parts);
  } finally {
    await parts.close();
  }
}

function printPlans(plans: readonly PlannedBlock[], chapter: Chapter): string {
  const needed = plans.filter(({ entry }) => entry !== null);
  if (needed.length === 0) return 'No plan has been made yet, or none needs anything.';
  const byReader = Map.groupBy(needed, ({ projection }) => Object.values(projection).flat().join(', ') || 'everybody');
  return [...byReader]
    .map(([reader, entries]) => {
      const lines = entries.map(({ block, entry }) => {
        const { line } = placeIn(chapter, block);
        const words = entry?.terms.length ? ` [${entry.terms.join(', ')}]` : '';
        return `  ${line === 0 ? 'whole chapter' : `line ${line}`}: ${entry?.need ?? ''}${words}`;
      });
      return [`For ${reader}:`, ...lines].join('\n');
    })
    .join('\n\n');
}
