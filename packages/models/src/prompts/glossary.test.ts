import { testBook } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { isGlossed, termLine, termsIn } from './glossary.ts';

const book = testBook({
  glossary: `readers: { programming_experience: [Beginner] }
terms:
  - term: action server
    keepInEnglish: true
    definitions: { en: { Beginner: "Plain.", default: "Exact." }, ur: "اردو۔" }
  - term: IT
    definitions: { en: Computers. }
  - term: node
    forms: [nodes]
    definitions: { en: A program. }
`,
});
const found = (text: string): string[] => termsIn(text, book.glossary).map(({ term }) => term);

describe('terms of the glossary in a text', () => {
  it('stand as words of their own, in any form', () => {
    expect(found('Nodes and an action\nserver.')).toEqual(['action server', 'node']);
    expect(found('nodeless annodes')).toEqual([]);
  });

  it('stand with their capitals, where they have some', () => {
    expect(found('Is it there?')).toEqual([]);
    expect(found('The IT there')).toEqual(['IT']);
  });

  it('are told at the reader’s level and in their language', () => {
    const [term] = book.glossary.terms;
    expect(termLine(term!, { programming_experience: 'Beginner' }, book)).toBe('action server [keep]: Plain.');
    expect(termLine(term!, { preferred_language: 'Urdu' }, book)).toBe('action server [keep]: اردو۔');
    expect(isGlossed(term!, { programming_experience: 'Beginner' })).toBe(true);
    expect(isGlossed(term!, { programming_experience: 'Advanced' })).toBe(false);
  });
});
