import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { formatFinding } from '../index.ts';

const primer = '---\ntitle: Vectors\nreaders: { robotics_experience: [None] }\n---\n\nA vector is …\n';
const book = testBook({ primers: { vectors: primer } });
const kit = '{hardware_availability="Jetson Kit"}';
const passage = (opening: string): string => `${opening}\n\nText.\n\n:::`;

/** What is wrong, by rule; `▶` stands where it is to be reported. */
const MISTAKES: [rule: string, written: string][] = [
  ['facet-unknown', passage('▶:::for{hardware="Jetson Kit"}')],
  ['value-unknown', passage('▶:::for{hardware_availability="Jetson Kit, Jetson"}')],
  ['facet-unknown', passage('▶:::basics[Label]{level="Beginner"}')],
  ['readers-missing', passage('▶:::for')],
  ['readers-missing', `${passage('▶:::step[Run it]')}\n\n${passage(':::instead[Simulate it]')}`],
  ['readers-unexpected', `${passage(`:::for${kit}`)}\n\n${passage('▶:::otherwise{role="Student"}')}`],
  ['label-missing', passage('▶:::basics')],
  ['label-missing', passage('▶:::depth[ ]')],
  ['label-missing', `${passage(`▶:::step${kit}`)}\n\n${passage(':::instead[Simulate it]')}`],
  ['label-missing', `${passage(`:::step[Run it]${kit}`)}\n\n${passage('▶:::instead')}`],
  ['primer-unknown', '▶::primer{name="matrices"}'],
  ['primer-unknown', '▶::primer'],
  ['primer-repeated', '::primer{name="vectors"}\n\nText.\n\n▶::primer{name="vectors"}'],
  ['mark-nested', `::::for${kit}\n\n${passage('▶:::basics[Label]')}\n\n::::`],
  ['mark-nested', `::::for${kit}\n\n▶::primer{name="vectors"}\n\n::::`],
  ['mark-form', `▶::for${kit}`],
  ['mark-form', passage('▶:::primer{name="vectors"}')],
  ['mark-misplaced', `- item\n\n  ▶:::for${kit}\n\n  Text.\n\n  :::`],
  ['mark-misplaced', `1. - item\n\n     ▶::primer{name="vectors"}`],
  ['mark-misplaced', `<Card>\n\n${passage(`▶:::for${kit}`)}\n\n</Card>`],
  ['mark-unknown', passage(`▶:::four${kit}`)],
  ['mark-unknown', passage('▶:::othrwise')],
  ['mark-unknown', passage('▶:::fro')],
  ['mark-form', '▶:::for {role="Student"}\n\nText.'],
  ['readers-missing', passage('▶:::for{role=""}')],
  ['otherwise-alone', passage('▶:::otherwise')],
  ['otherwise-alone', `${passage(`:::for${kit}`)}\n\nBetween.\n\n${passage('▶:::otherwise')}`],
  ['step-without-instead', passage(`▶:::step[Run it]${kit}`)],
  ['instead-alone', passage('▶:::instead[Simulate it]')],
  [
    'instead-unreachable',
    `${passage(`:::step[Run it]${kit}`)}\n\n${passage('▶:::instead[A]')}\n\n${passage(':::instead[B]')}`,
  ],
  [
    'instead-incomplete',
    `${passage(`:::step[Run it]${kit}`)}\n\n${passage('▶:::instead[A]{hardware_availability="Cloud"}')}`,
  ],
  ['heading-in-mark', `:::for${kit}\n\nText.\n\n▶### Heading\n\n:::`],
  ['heading-in-mark', `${passage(`:::step[Run it]${kit}`)}\n\n:::instead[A]\n\n▶### Heading\n\n:::`],
  ['heading-in-mark', `::::for${kit}\n\n:::note\n\n▶### Heading\n\n:::\n\n::::`],
];

/** Not closed, and so the last thing in its file or container. */
const UNCLOSED = [
  `▶:::for${kit}\n\nText.`,
  `▶::::for${kit}\n\n:::note\n\nText.\n\n:::`,
  '▶:::note\n\nText.',
  `▶:::for${kit}`,
];

const TAB = 'in a tab';
const SURROUNDINGS: Record<string, (written: string) => string> = {
  'by itself': (written) => written,
  'at the end of a file': (written) => `Text.\n\n${written}\n`,
  'after front matter': (written) => `---\ntitle: A\n---\n\n${written}\n`,
  'after a BOM': (written) => `\uFEFF${written}\n`,
  'with CRLF': (written) => `# A\n\n${written}\n`.replace(/\n/g, '\r\n'),
  'after a BOM, front matter and what the loader changes, with CRLF': (written) =>
    `\uFEFF---\ntitle: A\n---\n\n# A {#a}\n\n:::note A title\n\nText.\n\n:::\n\n\`\`\`mdx-code-block\n<A/>\n\`\`\`\n\n${written}\n`.replace(
      /\n/g,
      '\r\n',
    ),
  'in an admonition': (written) => `:::::note\n\n${written}\n\n:::::\n`,
  'in a quote': (written) => written.replace(/^/gm, '> '),
  [TAB]: (written) => `<Tabs>\n<TabItem value="a">\n\n${written}\n\n</TabItem>\n</Tabs>\n`,
};

/** Rules and places reported, and those expected. */
function reported(marked: string): [string, number, number][] {
  return testChapter(marked.replace('▶', ''), book).findings.map(({ rule, line, column }) => [rule, line, column]);
}
function expected(rule: string, marked: string): [string, number, number][] {
  const lines = marked.replace('\uFEFF', '').split('▶')[0]?.split('\n') ?? [];
  return [[rule, lines.length, (lines.at(-1)?.length ?? 0) + 1]];
}

describe.each(Object.entries(SURROUNDINGS))(
  'a mistake %s is reported once, with its rule and its place',
  (place, surround) => {
    it.each(MISTAKES)('%s: %j', (rule, written) => {
      const marked = surround(written);
      expect(reported(marked)).toEqual(expected(rule, marked));
    });

    // A mark that is not closed swallows the end of its tab, and the file is no MDX any more.
    it.skipIf(place === TAB).each(UNCLOSED)('mark-unclosed: %j', (written) => {
      const marked = surround(written);
      expect(reported(marked)).toEqual(expected('mark-unclosed', marked));
    });
  },
);

describe('marks as docs/authoring.md has them', () => {
  const RIGHT = {
    'a condition that stands alone': passage(`:::for${kit}`),
    'a choice': `${passage(`:::for${kit}`)}\n\n${passage(':::for{role="Student, Researcher"}')}\n\n${passage(':::otherwise')}`,
    'a condition on several facets': passage(':::for{robotics_experience="None, Simulation-only" role="Student"}'),
    'a primer': '::primer{name="vectors"}\n\nText.',
    folds: `${passage(':::basics[What it is]')}\n\n${passage(':::depth[Why *so*]{role="Student"}')}`,
    'a track': `${passage(`:::step[Run it]${kit}`)}\n\n${passage(':::instead[Simulate it]')}`,
    'a track of several': `${passage(`:::step[Run it]${kit}`)}\n\n${passage(':::instead[A]{hardware_availability="Cloud"}')}\n\n${passage(':::instead[B]')}`,
    'headings where Original shows them': `:::step[Run it]${kit}\n\n### A\n\n:::\n\n${passage(':::instead[B]')}\n\n:::basics[C]\n\n### D\n\n:::`,
    'an admonition in a mark': `::::for${kit}\n\n:::note A title\n\nText.\n\n:::\n\n::::`,
    'an admonition with attributes': passage(':::note{role="Student"}'),
    'directives of others': passage(':::house[A]{.big}'),
  };

  it.each(Object.entries(SURROUNDINGS))('%s give no finding', (_, surround) => {
    const wrong = Object.values(RIGHT).flatMap((written) => testChapter(surround(written), book).findings);
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(RIGHT))('%s gives no finding', (_, written) => {
    expect(testChapter(written, book).findings).toEqual([]);
  });
});

it('what is reported says what to do', () => {
  const { findings } = testChapter(passage(':::for{hardware_availability="Jetson"}'), book);
  expect(findings.map(formatFinding)).toEqual([
    'chapter.md:1:1 error value-unknown: "Jetson" is not a value of hardware_availability → use one of: ' +
      'RTX Workstation, Cloud, Jetson Kit, None (several are separated by commas)',
  ]);
  const mistakes = MISTAKES.flatMap(([, written]) => testChapter(written.replace('▶', ''), book).findings);
  expect(mistakes.filter(({ message, remedy }) => message === '' || remedy === '')).toEqual([]);
});
