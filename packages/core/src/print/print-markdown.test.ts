import { type Profile, project } from '@attune/contract';
import { testBook, testChapter, VARIANT_NAMES, VARIANTS } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { assemble, openPage, printMarkdown } from '../index.ts';

const GLOSSARY = `readers: { programming_experience: [Beginner] }
terms:
  - term: topic
    definitions: { en: A channel. }
  - term: node
    definitions:
      en: |
        A process | part.
        Of a robot.
`;
const PRIMER = '---\ntitle: Vectors\nreaders: { robotics_experience: [None] }\n---\n\nA vector.\n\nIt has length.\n';
const book = testBook({ glossary: GLOSSARY, primers: { vectors: PRIMER } });

function printed(source: string, profile: Profile = {}): string {
  const chapter = testChapter(source, book);
  const edits = assemble(openPage(chapter, project(book.facets, profile), book));
  return printMarkdown(chapter, edits, book);
}

const beginner: Profile = { programming_experience: 'Beginner', robotics_experience: 'Hardware' };
const original: Profile = { robotics_experience: 'Hardware' };
const CHOICE =
  '# A\n\n:::for{hardware_availability="Cloud"}\n\nStart it.\n\nWait.\n\n:::\n\n:::otherwise\n\nAny `machine`.\n\n:::\n\nEnd.\n';

describe('without marks', () => {
  const plain =
    '---\na: 1\n---\n\n# A {#a}\n\n*  odd   list\n\n> q\n> r\n\n:::note Title\n\ntext\n\n:::\n\n```mdx-code-block\n<A/>\n```\n\n<!-- c -->\n';

  it.each(VARIANT_NAMES)('a chapter is printed byte for byte, %s', (name) => {
    const source = VARIANTS[name](plain);
    expect(printed(source, original)).toBe(source);
  });
});

describe('conditions', () => {
  it('are printed as what they show', () => {
    expect(printed(CHOICE, original)).toBe('# A\n\nAny `machine`.\n\nEnd.\n');
    expect(printed(CHOICE, { hardware_availability: 'Cloud' })).toBe('# A\n\nStart it.\n\nWait.\n\nEnd.\n');
  });

  it('keep the line ends of the chapter', () => {
    const source = CHOICE.replace(/\n/g, '\r\n');
    expect(printed(source, { hardware_availability: 'Cloud' })).toBe(
      '# A\r\n\r\nStart it.\r\n\r\nWait.\r\n\r\nEnd.\r\n',
    );
  });

  it('in a fence that the loader takes away leave the fence whole', () => {
    const source = 'a\n\n```mdx-code-block\n:::for{role="Student"}\n\nb\n\n:::\n```\n\nc\n';
    expect(printed(source, { role: 'Student' })).toBe('a\n\n```mdx-code-block\nb\n```\n\nc\n');
  });

  it('in an admonition or a quote stay in it', () => {
    const inner = ':::for{role="Student"}\n\nx\n\n:::\n\n:::otherwise\n\ny\n\n:::';
    expect(printed(`::::note\n\n${inner}\n\n::::\n`, { role: 'Student' })).toBe('::::note\n\nx\n\n::::\n');
    expect(printed(inner.replace(/^/gm, '> '), { role: 'Student' })).toMatch(/^> x(\n> ?)*$/);
  });
});

describe('tracks, primers and folds', () => {
  it('a track is printed as what stands in for it', () => {
    const track =
      ':::step[A]{hardware_availability="Jetson Kit"}\n\nboard\n\n:::\n\n:::instead[B]\n\nsimulate\n\n:::\n';
    expect(printed(track, { hardware_availability: 'Jetson Kit' })).toBe('board\n\n');
    expect(printed(track)).toBe('simulate\n');
  });

  it('a primer is printed with its title, to whom it is for', () => {
    const source = 'a\n\n::primer{name="vectors"}\n\nb\n';
    expect(printed(source, original)).toBe('a\n\nb\n');
    expect(printed(source)).toBe('a\n\n**Vectors**\n\nA vector.\n\nIt has length.\n\nb\n');
    expect(printed(source.replace(/\n/g, '\r\n'))).toBe(
      'a\r\n\r\n**Vectors**\r\n\r\nA vector.\r\n\r\nIt has length.\r\n\r\nb\r\n',
    );
    expect(printed('> a\n>\n> ::primer{name="vectors"}')).toBe(
      '> a\n>\n> **Vectors**\n> \n> A vector.\n> \n> It has length.',
    );
  });

  it('an open fold is printed as its text', () => {
    const source = 'a\n\n:::basics[What it is]\n\nb\n\n:::\n\nc\n';
    expect(printed(source, original)).toBe('a\n\nb\n\nc\n');
  });

  it('a closed fold is a details element, also in a quote', () => {
    const source = ':::basics[What it is]\n\nb\n\nc\n\n:::\n';
    const expert: Profile = { ...original, programming_experience: 'Advanced' };
    expect(printed(source, expert)).toBe('<details><summary>What it is</summary>\n\nb\n\nc\n\n</details>\n');
    expect(printed(source.trimEnd().replace(/^/gm, '> '), expert)).toBe(
      '> <details><summary>What it is</summary>\n> \n> b\n> \n> c\n> \n> </details>',
    );
  });

  it('its label is no markup', () => {
    const expert: Profile = { ...original, programming_experience: 'Advanced' };
    expect(printed(':::basics[Is a & b]\n\nc\n\n:::\n', expert)).toContain('<summary>Is a &amp; b</summary>');
  });
});

describe('glosses', () => {
  it('stand in parentheses behind the first use', () => {
    expect(printed('A topic, and a topic.\n', beginner)).toBe('A topic (*A channel.*), and a topic.\n');
  });

  it.each([
    ['code', '`topic` and topic', '`topic` and topic (*A channel.*)'],
    ['a link', '[topic](topic.md) and topic', '[topic](topic.md) and topic (*A channel.*)'],
    ['a longer word', 'topical, my_topic, topic', 'topical, my_topic, topic (*A channel.*)'],
    ['math', '$topic$ topic', '$topic$ topic (*A channel.*)'],
  ])('never stand in %s', (_, source, text) => {
    expect(printed(source, beginner)).toBe(text);
  });

  it('are one line each, and leave tables whole', () => {
    expect(printed('A node\nand _topic_.', beginner)).toBe(
      'A node (*A process | part. Of a robot.*)\nand _topic (*A channel.*)_.',
    );
    expect(printed('| node |\n|---|', beginner)).toBe('| node (*A process \\| part. Of a robot.*) |\n|---|');
  });

  it('stand in conditions that are shown', () => {
    expect(printed(':::for{role="Student"}\n\nA topic.\n\n:::\n', beginner)).toBe('A topic (*A channel.*).\n');
  });
});
