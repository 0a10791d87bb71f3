import { describe, expect, it } from 'vitest';
import { beginner, pageOf, sourceOf, urdu } from '../testing/pages.ts';
import { baselineRequest } from './baseline-request.ts';
import { plainPage } from './plain-page.ts';
import { preferredShare, printComparison } from './print-comparison.ts';
import { readVerdicts } from './read-verdicts.ts';
import type { Baseline, PairKey, Sheet, Verdict } from './types.ts';
import { writePairs } from './write-pairs.ts';

const OURS = 'A node is one program with one job: ⟦1⟧, ⟦2⟧, ⟦3⟧.';
const page = pageOf({ edits: [{ at: 'A node is a program, or', texts: [OURS] }] });
const other = pageOf({ path: '12-safety.md', reader: 'reader of Urdu', profile: urdu });
const baselineOf = ({ chapter, reader }: typeof page): Baseline => ({
  chapter: chapter.id,
  reader,
  text: `\`\`\`markdown\n---\ntitle: T\n---\n\nimport A from 'a';\n\nThe whole chapter,\r\nrewritten.\n\n\n\n\`\`\`py\nimport a\n\n\n\nb\n\`\`\`\n\`\`\``,
});
const pairs = (seed = 's'): { sheets: Sheet[]; key: PairKey } =>
  writePairs({ pages: [page, other], baselines: [baselineOf(page), baselineOf(other)], seed });

const between = (text: string, name: string): string =>
  new RegExp(`<<<<<< Version ${name} begins\\n\\n([^]*)\\n\\n>>>>>> Version ${name} ends`).exec(text)?.[1] ?? '';

describe('sheets', () => {
  const { sheets, key } = pairs();

  it('are two for each pair, one for each order', () => {
    expect(sheets).toHaveLength(4);
    for (const both of Map.groupBy(key, ({ pair }) => pair).values()) {
      expect(both.map(({ ours }) => ours).sort()).toEqual(['X', 'Y']);
      const [one, two] = both.map(({ sheet }) => sheets.find(({ file }) => file === `${sheet}.md`)!.text) as [
        string,
        string,
      ];
      expect(between(one, 'X')).toBe(between(two, 'Y'));
      expect(between(one, 'Y')).toBe(between(two, 'X'));
      expect(between(one, 'X')).not.toBe(between(one, 'Y'));
    }
  });

  it('do not tell which version is which: neither by name nor by form', () => {
    const ours = key.find(({ ours, reader }) => ours === 'X' && reader === 'novice')!;
    const { text } = sheets.find(({ file }) => file === `${ours.sheet}.md`)!;
    expect(between(text, 'X')).toContain('A node is one program with one job: `/imu/data`');
    expect(between(text, 'Y')).toBe('The whole chapter, rewritten.\n\n```py\nimport a\n\n\n\nb\n```');
    for (const name of ['X', 'Y']) expect(between(text, name)).not.toMatch(/^(?:---$|import .* from )/m);
    expect(text).not.toMatch(/attune|baseline|variant|beginner-simplify|⟦|details>/i);
    expect(sheets.map(({ file }) => file)).toEqual(sheets.map(({ file }) => file).sort());
    // The same place in the list tells nothing: another seed has another order.
    const orders = ['s', 't', 'u', 'v', 'w', 'x'].map((seed) =>
      pairs(seed)
        .key.map(({ ours }) => ours)
        .join(''),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(pairs()).toEqual(pairs());
  });

  it('say who reads and how to answer', () => {
    const { text } = sheets[0]!;
    expect(text).toMatch(/^- .*\? Beginner$/m);
    expect(text).toContain(`"sheet": "${key[0]!.sheet}"`);
    expect(text).toContain('<<<<<< The original chapter begins');
  });
});

const MARKS = { accuracy: 9, completeness: 9, helpfulness: 9, respect: 9, flow: 9, economy: 9 };
const verdict = (sheet: string, preference: Verdict['preference'], x: number): string =>
  JSON.stringify({
    sheet,
    X: { ...MARKS, flow: x },
    Y: { ...MARKS, flow: 5 },
    preference,
    reason: 'r',
    errors: { X: ['an error of X'], Y: [] },
  });

describe('verdicts', () => {
  const { key } = pairs();
  const sheetOf = (ours: 'X' | 'Y', reader = 'novice'): string =>
    key.find((entry) => entry.ours === ours && entry.reader === reader)!.sheet;

  it('of both orders are put together', () => {
    const answers = [
      `Here it is:\n\`\`\`json\n${verdict(sheetOf('X'), 'X slightly', 7)}\n\`\`\``,
      verdict(sheetOf('Y'), 'Y clearly', 6),
    ];
    const { pairs: results } = readVerdicts(key, answers);
    expect(results).toMatchObject([
      { reader: 'novice', language: 'en', score: 1, marks: { ours: { flow: 6 }, baseline: { flow: 5.5 } } },
    ]);
    expect(results[0]?.errors).toEqual({ ours: ['an error of X'], baseline: ['an error of X'] });
    expect(results[0]?.growth.baseline).toBeLessThan(0.1);
  });

  it('of judges who disagree are a tie, counted half', () => {
    const disagree = [verdict(sheetOf('X'), 'X clearly', 7), verdict(sheetOf('Y'), 'X slightly', 7)];
    const lost = [
      verdict(sheetOf('X', other.reader), 'Y clearly', 7),
      verdict(sheetOf('Y', other.reader), 'X clearly', 7),
    ];
    const comparison = readVerdicts(key, [...disagree, ...lost]);
    expect(comparison.pairs.map(({ score }) => score).sort()).toEqual([0, 0.5]);
    expect(preferredShare(comparison.pairs)).toBe(0.25);
    expect(printComparison(comparison)).toMatch(/in total +2 +25.0 % +0 +1 +1/);
    expect(printComparison(comparison)).toMatch(/ur +1 +0.0 %/);
  });

  it('that are missing, double or no verdicts are said and not counted', () => {
    const one = verdict(sheetOf('X'), 'tie', 7);
    const { pairs: results, problems } = readVerdicts(key, [
      one,
      one,
      'I like X.',
      verdict('sheet-x', 'tie', 7),
      verdict(sheetOf('Y'), 'tie', 11),
    ]);
    expect(results).toEqual([]);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'answer 2',
      'answer 3',
      'answer 4',
      'answer 5',
      ...[...new Set(key.map(({ pair }) => pair))].map((pair) => `pair ${pair}`),
    ]);
    expect(printComparison({ pairs: results, problems })).toContain('No pair');
  });
});

describe('the request for a baseline', () => {
  it('is the prompt with the profile and the chapter', () => {
    const plain = pageOf({ path: 'a.md', source: '# A\n\nText.\n', profile: beginner });
    expect(baselineRequest(plain)).toBe(
      "You are an expert teacher personalizing a technical textbook chapter for a reader.\n\nReader profile: role: Student; programming_experience: Beginner; robotics_experience: None; preferred_language: English; hardware_availability: None\n\nRules: adapt explanations to the reader's level; explain jargon; use analogies for readers without robotics background; suggest simulator alternatives where the reader lacks hardware; preserve all code blocks, formulas, images, links, headings and the chapter's structure; do not bloat; output ONLY the personalized chapter in Markdown.\n\nChapter:\n\n# A\n\nText.\n",
    );
    expect(baselineRequest(other)).toContain('preferred_language: Urdu');
  });

  it('has no marks of the author’s in it', () => {
    expect(sourceOf('12-safety.md')).toContain(':::step');
    expect(baselineRequest(other)).not.toMatch(/^:::(?:for|step|instead|otherwise|basics|depth)/m);
  });
});

it('a version that begins and ends with code is not taken for a fenced one', () => {
  expect(plainPage('```py\na\n```\n\nText\n\n```md\nb\n```')).toBe('```py\na\n```\n\nText\n\n```md\nb\n```');
  expect(plainPage('```\na\n```\n\nText\n\n```\nb\n```')).toBe('```\na\n```\n\nText\n\n```\nb\n```');
});

it('a heading, a directive and a formula keep their own line', () => {
  const text = '# Title\n:label:`x`\n\nWe have\n$$\nx\n$$\nand so\non.\n\n> [!TIP]\n> Mind it.';
  expect(plainPage(text)).toBe(text.replace('so\non', 'so on'));
});

it('a version has no backslashes that Markdown takes away, and paragraphs on one line; code and formulas are as they are', () => {
  const text = 'Mail root\\@host or \\~/ws\nand `a\\_b` or $\\{x\\}$.\n\n- one\n- two\n\n```sh\necho \\~\nls\n```';
  expect(plainPage(text)).toBe(
    'Mail root@host or ~/ws and `a\\_b` or $\\{x\\}$.\n\n- one\n- two\n\n```sh\necho \\~\nls\n```',
  );
});
