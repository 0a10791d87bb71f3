import fc from 'fast-check';
import { joinSlices, leavesLost, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';

const PIECES = [
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '    ',
    '> ',
    '- ',
    '1. ',
    '# ',
    '---',
    '```',
    '~~~',
    '````',
    '``` mdx-code-block\n',
  ],
  ...[
    '`',
    '$',
    '$$',
    '$&',
    '|',
    '|-|',
    '*',
    '_',
    '**',
    '~~',
    '[',
    ']',
    '(',
    ')',
    '[a](b)',
    '[a]: b',
    '![',
    '[^1]',
    '[^1]: ',
  ],
  ...[
    '<',
    '>',
    '<a>',
    '</a>',
    '<Tabs>',
    '<TabItem>',
    '</TabItem>',
    '</Tabs>',
    '<details>',
    '</details>',
    '<!--',
    '-->',
    '{',
    '}',
  ],
  ...[
    ':::',
    '::::',
    ':::note ',
    ':::for{role="Student"}',
    ':::otherwise',
    '::primer{name="x"}',
    '{#id}',
    '{/* #id */}',
    '\\',
  ],
  ...[
    '⟦',
    '⟧',
    '⟦1⟧',
    '⟦=1⟧',
    '⟦/1⟧',
    '🤖',
    'متن',
    '\u200F',
    '\uFEFF',
    '\u0000',
    '\uD800',
    'www.a.org',
    'a@b.org',
    'word',
  ],
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
);
const formats = { mdx: testBook(), md: testBook({ syntax: { format: 'md' } }) };

describe.each(['mdx', 'md'] as const)('any text as %s', (format) => {
  it('can be opened, is its slices, and masks and unmasks', () => {
    fc.assert(
      fc.property(text, (source) => {
        const chapter = testChapter(source, formats[format]);
        expect(joinSlices(chapter)).toBe(source);
        expect(leavesLost(chapter)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['quotes', '>'.repeat(5_000)],
    ['lists', '- '.repeat(3_000)],
    ['elements', `${'<a>'.repeat(3_000)}x${'</a>'.repeat(3_000)}`],
    ['emphasis', `${'*a '.repeat(3_000)}${'*'.repeat(3_000)}`],
  ])('that nests %s without end is opened or refused, and throws nothing', (_, source) => {
    const chapter = testChapter(source, formats[format]);
    expect(joinSlices(chapter)).toBe(source);
    if (!chapter.readable)
      expect(chapter.findings.at(-1)).toMatchObject({ rule: 'unreadable', severity: 'error', line: 1 });
  });
});

it('a chapter that cannot be read has no blocks, and says so', () => {
  const { readable, blocks, sections, findings } = testChapter(`${'> '.repeat(1_000)}a`);
  expect({ readable, blocks, sections }).toEqual({ readable: false, blocks: [], sections: [] });
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['not-mdx', 'warning'],
    ['unreadable', 'error'],
  ]);
  expect(findings[1]?.message).toBe('cannot be parsed: it is nested more than 500 levels deep');
});
