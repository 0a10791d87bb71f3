import { hashValue, type Profile, Variant } from '@attune/contract';
import fc from 'fast-check';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { type Book, personalize, type Personalized, printMarkdown, type VariantStore } from './index.ts';

const GLOSSARY =
  'readers: { programming_experience: [Beginner] }\nterms:\n  - term: topic\n    definitions: { en: A channel. }\n';
const PRIMER = '---\ntitle: Vectors\nreaders: { robotics_experience: [None] }\n---\n\nA vector.\n';
const SOURCE = [
  'A topic.',
  '::primer{name="vectors"}',
  ':::for{hardware_availability="Cloud"}\n\nStart it.\n\n:::',
  ':::otherwise\n\nAny machine.\n\n:::',
  ':::basics[What it is]\n\nIt is.\n\n:::',
].join('\n\n');
const standardBook = testBook({ glossary: GLOSSARY, primers: { vectors: PRIMER } });
const beginner: Profile = { programming_experience: 'Beginner', hardware_availability: 'Cloud' };

/** A store in memory. */
function memory(): VariantStore & { readonly kept: Map<string, Variant> } {
  const kept = new Map<string, Variant>();
  return {
    kept,
    findVariant: async (key) => kept.get(key),
    putVariant: async (key, variant) => {
      if (!kept.has(key)) kept.set(key, variant);
      return kept.get(key) as Variant;
    },
  };
}

interface Changes {
  readonly source?: string;
  readonly book?: Book;
  readonly profile?: Profile;
  readonly store?: VariantStore;
}
function made({
  source = SOURCE,
  book = standardBook,
  profile = beginner,
  ...ports
}: Changes = {}): Promise<Personalized> {
  return personalize({ chapter: testChapter(source, book), profile, book }, { store: memory(), ...ports });
}

describe('a variant', () => {
  it('is kept with the page as Markdown, for who reads the cache without the site', async () => {
    let markdown: string | undefined;
    const store: VariantStore = {
      ...memory(),
      putVariant: async (_, variant, text) => {
        markdown = text;
        return variant;
      },
    };
    const { variant } = await made({ store });
    expect(markdown).toBe(printMarkdown(testChapter(SOURCE, standardBook), variant.edits, standardBook));
    expect(markdown).not.toBe(SOURCE);
  });

  it('has the edits, their tags once and sorted, and what it was made for', async () => {
    const { variant, cached } = await made();
    expect(cached).toBe(false);
    expect(variant.edits.map(({ action, tag }) => `${action} ${tag}`)).toEqual([
      'hide condition',
      'show condition',
      'show primer',
      'gloss glossary',
    ]);
    expect(variant.tags).toEqual(['condition', 'glossary', 'primer']);
    expect(variant.projection).toEqual({
      hardware_availability: 'Cloud',
      programming_experience: 'Beginner',
      robotics_experience: 'None',
    });
    expect(variant.profileHash).toBe(hashValue(variant.projection));
  });

  it('is named by the hash of everything else in it', async () => {
    const { variant } = await made();
    const { variant: name, ...content } = variant;
    expect(name).toBe(hashValue(content));
    expect(Variant.safeParse(variant).success).toBe(true);
  });

  it('fits its schema for every reader, and each reason is an answer of the reader’s own', async () => {
    const answers = Object.fromEntries(
      standardBook.facets.map((facet) => [facet.id, fc.constantFrom(...facet.options.map((option) => option.value))]),
    );
    await fc.assert(
      fc.asyncProperty(fc.record(answers), async (profile) => {
        const { variant } = await made({ profile });
        Variant.parse(variant);
        for (const { facet, value } of variant.edits.flatMap((edit) => edit.why)) expect(profile[facet]).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the second time', () => {
  it('is answered from the store', async () => {
    const store = memory();
    const first = await made({ store });
    const silent: VariantStore = { ...store, putVariant: () => expect.fail('was made again') };
    expect(await made({ store: silent })).toEqual({ ...first, cached: true });
  });

  it('gives all profiles of equal projection the same variant', async () => {
    const store = memory();
    const profiles: Profile[] = [
      beginner,
      { hardware_availability: 'Cloud', programming_experience: 'Beginner' },
      { ...beginner, role: 'Researcher', preferred_language: 'Urdu' },
      { ...beginner, robotics_experience: 'None', unknown: 'x' },
      { ...beginner, role: 'Pupil', robotics_experience: 'Nothing' },
    ];
    const variants = await Promise.all(profiles.map(async (profile) => (await made({ profile, store })).variant));
    expect(new Set(variants.map((variant) => JSON.stringify(variant))).size).toBe(1);
    expect(store.kept.size).toBe(1);
  });

  it('gives the variant that stands where another was quicker', async () => {
    const { variant } = await made({ profile: {} });
    const store: VariantStore = { findVariant: async () => undefined, putVariant: async () => variant };
    expect((await made({ store })).variant).toBe(variant);
  });
});

describe('the key', () => {
  const keyOf = async (changes: Changes): Promise<string> => (await made(changes)).key;
  const bookWith = (changes: Parameters<typeof testBook>[0]): Book =>
    testBook({ glossary: GLOSSARY, primers: { vectors: PRIMER }, ...changes });

  it.each<[string, Changes]>([
    ['the revision', { source: `${SOURCE}\n\nMore.` }],
    ['the projection', { profile: { ...beginner, hardware_availability: 'None' } }],
    ['the glossary', { book: bookWith({ glossary: GLOSSARY.replace('A channel.', 'A stream.') }) }],
    ['the primers', { book: bookWith({ primers: { vectors: PRIMER.replace('A vector.', 'An arrow.') } }) }],
    ['the folds', { book: bookWith({ settings: { folds: { basics: { role: ['Instructor'] } } } }) }],
    ['whether its text may be rewritten', { book: { ...standardBook, rewriting: true, fingerprint: 'other' } }],
  ])('changes with %s', async (_, changes) => {
    expect(await keyOf(changes)).not.toBe(await keyOf({}));
  });

  it('changes with the chapter, of equal content too', async () => {
    const keyOfPath = async (path: string): Promise<string> =>
      (
        await personalize(
          { chapter: testChapter(SOURCE, standardBook, path), profile: {}, book: standardBook },
          { store: memory() },
        )
      ).key;
    expect(await keyOfPath('a.md')).not.toBe(await keyOfPath('b.md'));
  });

  it('does not change with line ends or empty lines', async () => {
    expect(await keyOf({ source: `\uFEFF${SOURCE.replace(/\n/g, '\r\n')}\r\n\r\n` })).toBe(await keyOf({}));
  });
});

it('an unreadable chapter is a variant without edits', async () => {
  const { variant } = await made({ source: '> '.repeat(1_000) });
  expect([variant.edits, variant.tags]).toEqual([[], []]);
});
