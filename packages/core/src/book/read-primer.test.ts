import { BookSettings } from '@attune/contract';
import { VARIANTS } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { readPrimer } from './read-primer.ts';

const { facets } = BookSettings.parse({});
const read = (text: string): ReturnType<typeof readPrimer> => readPrimer('vectors', 'primers/vectors.md', text, facets);
const RIGHT = '---\ntitle: Vectors in two minutes\nreaders: { robotics_experience: [None] }\n---\n\nA vector is …\n';

describe('a primer', () => {
  it('has a title, readers and a text', () => {
    expect(read(RIGHT)).toEqual({
      primer: {
        name: 'vectors',
        title: 'Vectors in two minutes',
        readers: { robotics_experience: ['None'] },
        source: '\nA vector is …\n',
      },
      findings: [],
    });
  });

  it.each(Object.entries(VARIANTS))('is read %s', (_, write) => {
    const { primer, findings } = read(write(RIGHT));
    expect([primer?.title, primer?.readers, primer?.source.trim(), findings]).toEqual([
      'Vectors in two minutes',
      { robotics_experience: ['None'] },
      'A vector is …',
      [],
    ]);
  });

  it('may have what looks like a heading in code', () => {
    expect(read(`${RIGHT}\n\`\`\`sh\n# a comment\n\`\`\`\n\n~~~\n# another\n~~~\n`).findings).toEqual([]);
  });
});

/** What is wrong, by rule; `▶` stands where it is to be reported. */
const MISTAKES: [what: string, rule: string, written: string, message?: string][] = [
  ['no front matter', 'primer-invalid', '▶A vector is …', 'a primer begins with front matter'],
  ['front matter that is not closed', 'primer-invalid', '▶---\ntitle: A\n', 'a primer begins with front matter'],
  [
    'YAML that is none',
    'primer-invalid',
    '---\ntitle: A\nreaders: {▶\n---\n',
    'front matter, Flow map in block collection must be sufficiently indented and end with a }',
  ],
  [
    'no title',
    'primer-invalid',
    '---\n▶readers: {}\n---\n',
    'front matter, title: Invalid input: expected string, received undefined',
  ],
  [
    'no readers',
    'primer-invalid',
    '---\n▶title: A\n---\n',
    'front matter, readers: Invalid input: expected record, received undefined',
  ],
  [
    'an unknown key',
    'primer-invalid',
    '---\n▶title: A\nreaders: {}\nfor: b\n---\n',
    'front matter, the file: Unrecognized key: "for"',
  ],
  ['readers that are no list', 'primer-invalid', '---\ntitle: A\nreaders:\n  ▶role: Student\n---\n'],
  [
    'an unknown facet',
    'facet-unknown',
    '---\ntitle: A\nreaders: { ▶level: [x] }\n---\n',
    'this book has no facet "level"',
  ],
  [
    'an unknown value',
    'value-unknown',
    '---\ntitle: A\nreaders:\n  role: [Student]\n  ▶robotics_experience: [Nothing]\n---\n',
    '"Nothing" is not a value of robotics_experience',
  ],
  ['a heading', 'heading-in-mark', `${RIGHT}\n▶## More\n\nText.\n`, 'a primer has no headings'],
];

it.each(MISTAKES)('%s is reported with rule, place and remedy', (_, rule, written, message) => {
  for (const variant of [written, `\uFEFF${written}`, written.replace(/\n/g, '\r\n')]) {
    const [before = ''] = variant.replace('\uFEFF', '').split('▶');
    const { findings } = read(variant.replace('▶', ''));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule,
      severity: 'error',
      file: 'primers/vectors.md',
      line: before.split('\n').length,
      column: (before.split('\n').at(-1)?.length ?? 0) + 1,
      ...(message === undefined ? {} : { message }),
      remedy: expect.stringMatching(/\S/),
    });
  }
});
