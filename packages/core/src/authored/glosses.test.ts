import { type Edit, type Profile, project } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { assemble, openPage, definitionFor, languageOf, type Book } from '../index.ts';

const GLOSSARY = `readers: { programming_experience: [Beginner], robotics_experience: [None] }
terms:
  - term: topic
    forms: [topics]
    definitions:
      en: { Beginner: A named channel., default: A typed stream. }
      ur: { default: راستہ }
  - term: action
    definitions: { en: A long task. }
  - term: action server
    definitions: { en: What runs actions. }
  - term: ROS
    definitions: { en: A set of tools. }
  - term: twist
    readers: { role: [Researcher] }
    definitions: { en: A velocity. }
`;
const book = testBook({ glossary: GLOSSARY });
const beginner: Profile = { programming_experience: 'Beginner' };

const glossesIn = (source: string, profile: Profile = beginner, using: Book = book): Edit[] =>
  assemble(openPage(testChapter(source, using), project(using.facets, profile), using)).filter(
    (edit) => edit.action === 'gloss',
  );
/** Which form is glossed in which top-level block. */
const placesOf = (source: string, profile?: Profile): string[] => {
  const { blocks } = testChapter(source, book);
  return glossesIn(source, profile).map(
    ({ block, form }) =>
      `${form} in ${blocks.findIndex((one) => one.id === block || one.children.some((child) => child.id === block))}`,
  );
};

describe('a gloss', () => {
  it('says which term, in which form, why, and in which language', () => {
    expect(glossesIn('Two Topics here.')).toEqual([
      {
        block: testChapter('Two Topics here.').blocks[0]?.id,
        action: 'gloss',
        tag: 'glossary',
        why: [
          { facet: 'programming_experience', value: 'Beginner' },
          { facet: 'robotics_experience', value: 'None' },
        ],
        term: 'topic',
        form: 'Topics',
        text: 'A named channel.',
        language: 'en',
      },
    ]);
  });

  it('stands at the first use only, in whatever form', () => {
    expect(placesOf('No.\n\nSome topics.\n\nA topic. A topic.')).toEqual(['topics in 1']);
  });

  it.each([
    ['a heading', '# A topic\n\nA topic.'],
    ['a heading in a list', '- # A topic\n\nA topic.'],
    ['code', 'The `topic` and\n\nA topic.'],
    ['a code block', '```\ntopic\n```\n\nA topic.'],
    ['a link', 'See [the topic](x).\n\nA topic.'],
    ['a picture’s words', 'See ![the topic](x).\n\nA topic.'],
    ['an admonition’s title', ':::note[The topic]\n\n:::\n\nA topic.'],
    ['a component', '<Card>topic</Card>\n\nA topic.'],
    ['math', '$topic$ and\n\nA topic.'],
    ['a longer word', 'Topical subtopics, my_topic, topic-like.\n\nA topic.'],
  ])('does not stand in %s', (_, source) => {
    expect(placesOf(source)).toEqual(['topic in 1']);
  });

  it.each([
    ['a list', '- one\n- a topic'],
    ['a table', '| a |\n|---|\n| a topic |'],
    ['a quote', '> a topic'],
    ['an admonition', ':::note\n\na topic\n\n:::'],
    ['emphasis', 'a **topic**'],
    ['a footnote', '[^1]: a topic'],
  ])('stands in %s', (_, source) => {
    expect(placesOf(source)).toEqual(['topic in 0']);
  });

  it('is of the longest term that stands there', () => {
    expect(placesOf('An action server.\n\nAn action.')).toEqual(['action server in 0', 'action in 1']);
    expect(placesOf('An action\nserver.')).toEqual(['action\nserver in 0']);
  });

  it('stands where a page finds its form first: never within a longer term that this reader needs no gloss of', () => {
    expect(placesOf('A twist topic. A topic.\n\nA topic.')).toEqual(['topic in 0']);
    const longer = testBook({
      glossary: `${GLOSSARY}  - term: topic name\n    readers: { role: [Researcher] }\n    definitions: { en: x }\n`,
    });
    const glosses = glossesIn('A topic name, a topic.\n\nA topic.', beginner, longer);
    expect(glosses.map((gloss) => gloss.block)).toEqual([testChapter('A topic.', longer).blocks[0]?.id]);
  });

  it('of a term with capitals needs them; others ignore case', () => {
    expect(placesOf('A ros of TOPIC.\n\nROS.')).toEqual(['TOPIC in 0', 'ROS in 1']);
  });

  it('is for readers who need it, by any facet, and of a term’s own readers where it has some', () => {
    const expert: Profile = { programming_experience: 'Advanced', robotics_experience: 'Hardware' };
    expect(placesOf('A topic and a twist.', expert)).toEqual([]);
    expect(placesOf('A topic and a twist.', { ...expert, robotics_experience: 'None' })).toEqual(['topic in 0']);
    expect(placesOf('A topic and a twist.', { ...expert, role: 'Researcher' })).toEqual(['twist in 0']);
  });

  it('counts the first use in what stands on the page', () => {
    const source = ':::for{role="Researcher"}\n\nA topic.\n\n:::\n\nA topic again.';
    expect(placesOf(source)).toEqual(['topic in 1']);
    expect(placesOf(source, { ...beginner, role: 'Researcher' })).toEqual(['topic in 0']);
  });

  it('stands in a folded passage only where no open one has the term', () => {
    const folded = ':::depth[Why]\n\nA topic and ROS.\n\n:::';
    expect(placesOf(`${folded}\n\nA topic.`)).toEqual(['topic in 1', 'ROS in 0']);
  });
});

describe('a definition', () => {
  const textFor = (profile: Profile): string[] =>
    glossesIn('A topic.', profile).map(({ text, language }) => `${language}: ${text}`);

  it('is that of the reader’s level, else the common one', () => {
    expect(textFor(beginner)).toEqual(['en: A named channel.']);
    expect(textFor({ programming_experience: 'Intermediate' })).toEqual(['en: A typed stream.']);
  });

  it('is in the reader’s language, else in English', () => {
    expect(textFor({ ...beginner, preferred_language: 'Urdu' })).toEqual(['ur: راستہ']);
    expect(textFor({ ...beginner, preferred_language: 'Other' })).toEqual(['en: A named channel.']);
    expect(glossesIn('An action.', { ...beginner, preferred_language: 'Urdu' })).toMatchObject([
      { language: 'en', text: 'A long task.' },
    ]);
  });

  it('there is none for a level that has no text', () => {
    const only = testBook({ glossary: 'terms:\n  - term: a\n    definitions: { en: { Beginner: b } }' });
    const [term] = only.glossary.terms;
    expect(definitionFor(term as never, project(only.facets, {}), only.facets)).toBeUndefined();
  });
});

it('the language of a reader is the tag of their answer', () => {
  const tagOf = (answer: string): string | undefined => languageOf({ preferred_language: answer }, book.facets);
  expect(['English', 'Urdu', 'Other'].map(tagOf)).toEqual(['en', 'ur', undefined]);
});
