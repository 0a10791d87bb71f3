import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parts } from '@attune/server/main';
import type { Command } from 'commander';
import { z } from 'zod';
import type { PagesOptions } from './load-pages.ts';
import type { EvaluatedPage } from './types.ts';

interface Given {
  readonly chapters?: string;
  readonly profiles?: string;
}

/** `attune eval`: how good adaptations are, by measures and by judges who compare. */
export function addEval(program: Command): void {
  program
    .command('eval')
    .description('measure what models made of chapters, say what is below its threshold, and have it compared blindly')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .option('-c, --chapters <ids>', 'chapters, by id or the end of it, separated by commas (all)')
    .option('-p, --profiles <file>', 'JSON file with a list of profiles (the usual answers)')
    .option('--html <file>', 'write a report with every page beside its author’s')
    .option('--json', 'print one JSON object')
    .option(
      '--pairs <folder>',
      'compare with chapters rewritten as a whole: write the requests for these, requests.json',
    )
    .option(
      '--baselines <file>',
      'with --pairs: their answers, a JSON list of { chapter, reader, text }; writes sheets/ and key.json',
    )
    .option('--verdicts <files...>', 'with --pairs: the judges’ answers, a file for each sheet; prints the table')
    .option('--seed <text>', 'with --pairs: names the sheets', 'attune')
    .option('--glosses', 'with --pairs: print glosses behind their terms')
    .action(async (site: string, options: EvalOptions) => {
      const { pairs, verdicts } = options;
      if (pairs === undefined) await evaluateSite(site, options);
      else if (verdicts) await printVerdicts(join(pairs, 'key.json'), verdicts, options);
      else await comparePages(pairs, site, options);
    });
}

interface EvalOptions extends Given {
  readonly html?: string;
  readonly json?: boolean;
  readonly pairs?: string;
  readonly baselines?: string;
  readonly verdicts?: readonly string[];
  readonly seed: string;
  readonly glosses?: boolean;
}

async function evaluateSite(siteDir: string, options: EvalOptions): Promise<void> {
  const { evaluate } = await import('./evaluate.ts');
  const { printEvaluation } = await import('./print-evaluation.ts');
  const pages = await pagesOf(siteDir, options);
  const evaluation = evaluate({ pages });
  console.log(options.json ? JSON.stringify(evaluation) : printEvaluation(evaluation));
  if (options.html !== undefined) {
    const { reportHtml } = await import('./report/report-html.ts');
    await writeFile(options.html, reportHtml({ pages }, evaluation));
  }
  if (!evaluation.passed) process.exitCode = 1;
}

const Baselines = z.array(z.object({ chapter: z.string(), reader: z.string(), text: z.string() }));

async function comparePages(folder: string, siteDir: string, options: EvalOptions): Promise<void> {
  const { baselines, seed, glosses = false } = options;
  const pages = await pagesOf(siteDir, options);
  await mkdir(join(folder, 'sheets'), { recursive: true });
  if (baselines === undefined) {
    const { baselineRequest } = await import('./pairs/baseline-request.ts');
    const requests = pages.map((page) => ({
      chapter: page.chapter.id,
      reader: page.reader,
      request: baselineRequest(page),
    }));
    await writeFile(join(folder, 'requests.json'), JSON.stringify(requests, undefined, 2));
    console.log(`${requests.length} requests: ${join(folder, 'requests.json')}`);
    return;
  }
  const { writePairs } = await import('./pairs/write-pairs.ts');
  const given = Baselines.parse(JSON.parse(await readFile(baselines, 'utf8')));
  const { sheets, key } = writePairs({ pages, baselines: given, seed, glosses });
  for (const { file, text } of sheets) await writeFile(join(folder, 'sheets', file), text);
  await writeFile(join(folder, 'key.json'), JSON.stringify(key, undefined, 2));
  console.log(`${sheets.length} sheets in ${join(folder, 'sheets')}; show key.json to no judge.`);
}

async function printVerdicts(key: string, files: readonly string[], { json }: EvalOptions): Promise<void> {
  const { readVerdicts } = await import('./pairs/read-verdicts.ts');
  const { printComparison } = await import('./pairs/print-comparison.ts');
  const answers = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const comparison = readVerdicts(JSON.parse(await readFile(key, 'utf8')), answers);
  console.log(json ? JSON.stringify(comparison) : printComparison(comparison));
}

async function pagesOf(siteDir: string, { chapters, profiles }: Given): Promise<EvaluatedPage[]> {
  await readdir(siteDir);
  const { openParts } = await import('@attune/server/main');
  const { loadPages } = await import('./load-pages.ts');
  const parts: Parts = await openParts({ siteDir, defaults: { ATTUNE_LOG: 'warn' } });
  const chosen: PagesOptions = {
    ...(chapters === undefined ? {} : { chapters: chapters.split(',').map((name) => name.trim()) }),
    ...(profiles === undefined ? {} : { profiles }),
  };
  try {
    return await loadPages(parts, chosen);
  } finally {
    await parts.close();
  }
}
