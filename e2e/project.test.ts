import { fileURLToPath } from 'node:url';
import { BookSettings, hashValue, type Profile, project } from '@attune/contract';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it.each(['onboarding', 'learning-goals'] as const)(
  'project() and its hash agree in the browser and in Node on 10,000 profiles of %s',
  async (preset) => {
    const { facets } = BookSettings.parse({ preset });
    const valuesOf = (facet: (typeof facets)[number]): string[] => [
      ...facet.options.map((option) => option.value),
      'undeclared',
      '',
    ];
    const answer = fc.oneof(
      ...facets.map((facet) => {
        const one = fc.constantFrom(...valuesOf(facet));
        return fc.tuple(fc.constant(facet.id), fc.oneof(one, fc.array(one, { maxLength: 6 })));
      }),
      fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })),
    );
    const profiles: Profile[] = fc.sample(
      fc.array(answer, { maxLength: 8 }).map((answers) => Object.fromEntries(answers)),
      { numRuns: 10_000, seed: 20_261_120 },
    );
    const { outputFiles } = await build({
      stdin: {
        contents: `export * from '@attune/contract/project'`,
        resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      },
      bundle: true,
      format: 'iife',
      globalName: 'contract',
      write: false,
    });
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    const inBrowser = await page.evaluate(
      ([all, every]) => {
        const { contract } = globalThis as never as {
          contract: { project: typeof project; hashValue: typeof hashValue };
        };
        return every.map((profile) => contract.hashValue(contract.project(all, profile)));
      },
      [facets, profiles] as const,
    );
    const inNode = profiles.map((profile) => hashValue(project(facets, profile)));
    expect(inBrowser).toEqual(inNode);
    expect(new Set(inNode).size).toBeGreaterThan(100);
  },
);
