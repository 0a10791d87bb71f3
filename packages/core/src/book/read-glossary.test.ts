import { BookSettings } from '@attune/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGlossary } from './read-glossary.ts';

const { facets } = BookSettings.parse({});
const read = (text: string): ReturnType<typeof readGlossary> => readGlossary('glossary.yaml', text, facets);

const RIGHT = `readers: # who needs glosses
  programming_experience: [Beginner]
terms:
  - term: topic
    forms: [topics]
    keepInEnglish: true
    readers: { robotics_experience: [None] }
    definitions:
      en:
        Beginner: A named channel.
        default: A named, typed stream.
      ur: ایک راستہ
  - term: node
    definitions: { en: A process. }
`;

describe('a glossary', () => {
  it('gives its terms, with the readers of the file where a term has none', () => {
    const { glossary, findings } = read(RIGHT);
    expect(findings).toEqual([]);
    expect(glossary.terms).toEqual([
      {
        term: 'topic',
        forms: ['topics'],
        keepInEnglish: true,
        readers: { robotics_experience: ['None'] },
        definitions: {
          en: { Beginner: 'A named channel.', default: 'A named, typed stream.' },
          ur: { default: 'ایک راستہ' },
        },
      },
      {
        term: 'node',
        forms: [],
        keepInEnglish: false,
        readers: { programming_experience: ['Beginner'] },
        definitions: { en: { default: 'A process.' } },
      },
    ]);
  });

  it('may be empty', () => {
    expect(read('')).toEqual({ glossary: { terms: [] }, findings: [] });
    expect(read('terms: []')).toEqual({ glossary: { terms: [] }, findings: [] });
  });
});

/** What is wrong, by rule; `▶` stands where it is to be reported. */
const MISTAKES: [what: string, rule: string, written: string, message?: string][] = [
  [
    'a list that is not closed',
    'glossary-invalid',
    'terms: [a▶',
    'Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a key twice', 'glossary-invalid', 'terms: []\n▶terms: []', 'Map keys must be unique'],
  ['no terms', 'glossary-invalid', '▶readers: {}', 'terms: Invalid input: expected array, received undefined'],
  ['a list instead', 'glossary-invalid', '▶- a', 'the file: Invalid input: expected object, received array'],
  ['an unknown key', 'glossary-invalid', '▶terms: []\nterm: a', 'the file: Unrecognized key: "term"'],
  [
    'an unknown key of a term',
    'glossary-invalid',
    'terms:\n  - ▶term: a\n    formes: [b]\n    definitions: { en: A }',
    'terms.0: Unrecognized key: "formes"',
  ],
  [
    'a term without definitions',
    'glossary-invalid',
    'terms:\n  - ▶term: a',
    'terms.0.definitions: Invalid input: expected object, received undefined',
  ],
  [
    'a term without English',
    'glossary-invalid',
    'terms:\n  - term: a\n    ▶definitions: { ur: A }',
    'terms.0.definitions.en: Invalid input',
  ],
  [
    'a term that is a number',
    'glossary-invalid',
    'terms:\n  - ▶term: 1\n    definitions: { en: A }',
    'terms.0.term: Invalid input: expected string, received number',
  ],
  [
    'readers that are no list',
    'glossary-invalid',
    'readers:\n  ▶role: Student\nterms: []',
    'readers.role: Invalid input: expected array, received string',
  ],
  [
    'an alias of nothing',
    'glossary-invalid',
    '▶terms: *a',
    'Unresolved alias (the anchor must be set before the alias): a',
  ],
  ['an unknown facet', 'facet-unknown', 'readers: { ▶level: [Beginner] }\nterms: []', 'this book has no facet "level"'],
  [
    'an unknown value',
    'value-unknown',
    'readers:\n  ▶role: [Student, Pupil]\nterms: []',
    '"Pupil" is not a value of role',
  ],
  [
    'an unknown facet of a term',
    'facet-unknown',
    'terms:\n  - term: a\n    readers: { ▶level: [x] }\n    definitions: { en: A }',
  ],
  [
    'an unknown value of a term',
    'value-unknown',
    'terms:\n  - term: a\n    readers:\n      ▶role: [x]\n    definitions: { en: A }',
  ],
  [
    'an unknown level',
    'value-unknown',
    'terms:\n  - term: a\n    definitions:\n      en:\n        ▶Novice: A\n        default: B',
    '"Novice" is no level of this book',
  ],
  [
    'a term twice',
    'glossary-clash',
    'terms:\n  - term: a\n    definitions: { en: A }\n  - ▶term: A\n    definitions: { en: B }',
    '"A" stands under "a" already',
  ],
  [
    'a form of another term',
    'glossary-clash',
    'terms:\n  - term: a\n    forms: [b]\n    definitions: { en: A }\n  - term: c\n    forms: [d, ▶B]\n    definitions: { en: B }',
    '"B" stands under "a" already',
  ],
];

describe('a mistake', () => {
  it.each(MISTAKES)('%s is reported with rule, place and remedy', (_, rule, written, message) => {
    for (const variant of [written, `\uFEFF${written}`, written.replace(/\n/g, '\r\n'), `# Words\n\n${written}`]) {
      const [before = ''] = variant.replace('\uFEFF', '').split('▶');
      const { findings } = read(variant.replace('▶', ''));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({
        rule,
        severity: 'error',
        file: 'glossary.yaml',
        line: before.split('\n').length,
        column: (before.split('\n').at(-1)?.length ?? 0) + 1,
        ...(message === undefined ? {} : { message }),
        remedy: expect.stringMatching(/\S/),
      });
    }
  });

  it('leaves no terms where the file cannot be read, and all where only readers are wrong', () => {
    expect(read('terms: [a').glossary.terms).toEqual([]);
    expect(
      read('terms:\n  - term: a\n    readers: { x: [y] }\n    definitions: { en: A }').glossary.terms,
    ).toHaveLength(1);
  });
});

it('throws at no text', () => {
  const pieces = [
    'terms:',
    '\n',
    '  ',
    '- ',
    'term: ',
    'a',
    '&a ',
    '*a',
    '[',
    ']',
    '{',
    '}',
    ': ',
    '? ',
    '!!binary ',
    '"',
    '|',
    '<<: ',
    '---',
    '%',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (parts) => {
      expect(read(parts.join('')).glossary.terms).toBeInstanceOf(Array);
    }),
    { numRuns: 1_000 },
  );
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefgh'].map((key, at) => `${key}: &${key} [${`*${'abcdefgh'[at]},`.repeat(9)}]`),
  ];
  expect(read(`${bomb.join('\n')}\nterms: *h`).findings).toMatchObject([
    { rule: 'glossary-invalid', line: 1, column: 1 },
  ]);
});
