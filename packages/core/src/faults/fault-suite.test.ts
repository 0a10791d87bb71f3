import { readdirSync, readFileSync } from 'node:fs';
import { corpusFiles, hasCorpus, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { checkEdit } from '../checks/index.ts';
import type { Chapter } from '../types.ts';
import { FAULTS } from './faults.ts';
import { checkFaulty, checkSound, tableOf, type Verdict } from './run-suite.ts';
import { soundAnswers } from './sound-answers.ts';

const demo = new URL('../../../../examples/physical-ai/', import.meta.url);
const book = testBook({ glossary: readFileSync(new URL('glossary.yaml', demo), 'utf8') });

/** Cases of each fault. */
const CASES = 60;

/** The suite's answers have corrections and examples: the author allows both. */
const permissive = (chapter: Chapter): Chapter => ({
  ...chapter,
  policy: { ...chapter.policy, allow: ['examples', 'corrections'] },
});

/** Every fourth English chapter of the corpus, and all of the demo book. */
function chapters(): { path: string; source: string }[] {
  const docs = new URL('docs/', demo);
  const own = readdirSync(docs)
    .sort()
    .filter((name) => /\.mdx?$/.test(name));
  return [
    ...own.map((path) => ({ path, source: readFileSync(new URL(path, docs), 'utf8') })),
    ...corpusFiles()
      .filter(({ path }) => !/\/(?:i18n|translations)\//.test(path))
      .filter((_file, index) => index % 4 === 0),
  ];
}

const show = ({ fault, answer: { context }, edit, findings }: Verdict): string =>
  JSON.stringify({
    fault,
    path: context.chapter.path,
    kind: context.block.kind,
    sources: context.sources,
    edit,
    findings,
  });

describe.skipIf(!hasCorpus())('the checks', () => {
  const answers = chapters().flatMap(({ path, source }) =>
    soundAnswers(permissive(testChapter(source, book, path)), book),
  );

  it('are asked about enough', () => {
    expect(answers.length).toBeGreaterThanOrEqual(2_000);
    expect(new Set(answers.map(({ context }) => context.chapter.path)).size).toBeGreaterThanOrEqual(150);
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(30);
  });

  it('catch what is wrong', () => {
    const verdicts = checkFaulty(answers, checkEdit, CASES);
    const missed = verdicts.filter(({ findings }) => findings.length === 0);
    console.log(`${tableOf(verdicts)}\n\ncaught: ${verdicts.length - missed.length} of ${verdicts.length}`);
    expect(verdicts.length).toBeGreaterThanOrEqual(5_000);
    expect(missed.length / verdicts.length, missed.slice(0, 20).map(show).join('\n')).toBeLessThanOrEqual(0.001);
  });

  it('let pass what is sound', () => {
    const verdicts = checkSound(answers, checkEdit);
    const refused = verdicts.filter(({ findings }) => findings.length > 0);
    console.log(`sound answers refused: ${refused.length} of ${verdicts.length}`);
    expect(refused.length / verdicts.length, refused.slice(0, 20).map(show).join('\n')).toBeLessThanOrEqual(0.01);
  });
});
