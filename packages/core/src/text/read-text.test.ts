import { describe, expect, it } from 'vitest';
import { readText, startsLikeBlock, type TextRules } from './read-text.ts';

const rules: TextRules = {
  shape: 'leaf',
  masks: [
    { number: 1, kind: 'atom' },
    { number: 2, kind: 'open' },
    { number: 2, kind: 'close' },
  ],
  hasCode: (code) => code === 'ls',
};

describe('a text of a model', () => {
  it('becomes a tree of the author’s nodes, emphasis and known code', () => {
    const { inlines, problems } = readText('A **⟦2⟧link *of* it⟦/2⟧**اگلا, ⟦1⟧ `ls` a<b {x} $5 a@b.c.', rules);
    expect(problems).toEqual([]);
    expect(inlines).toEqual([
      'A ',
      {
        type: 'strong',
        children: [{ type: 'mask', number: 2, children: ['link ', { type: 'emphasis', children: ['of'] }, ' it'] }],
      },
      'اگلا, ',
      { type: 'mask', number: 1 },
      ' ',
      { type: 'code', value: 'ls' },
      ' a<b {x} $5 a@b.c.',
    ]);
  });

  it('becomes paragraphs, lists and tables in an insert, code where the author allows it', () => {
    const text = 'A\n\n1. b\n2. c\n\n| d |\n| - |\n| ⟦1⟧ |\n\n```sh\nls\n```';
    const { flows, problems, plain } = readText(text, { ...rules, shape: 'insert', generatedCode: true });
    expect([problems, plain]).toEqual([[], 'A\nb\nc\nd']);
    expect(flows).toEqual([
      { type: 'paragraph', children: ['A'] },
      { type: 'list', ordered: true, items: [['b'], ['c']] },
      { type: 'table', head: [['d']], rows: [[[{ type: 'mask', number: 1 }]]] },
      { type: 'code', language: 'sh', value: 'ls' },
    ]);
  });

  it.each([
    ['abc **d ⟦2⟧e** f⟦/2⟧', 6],
    ['abc ⟦/2⟧', 0],
    ['abc\n\n# d', 5],
    ['abc `rm`', 4],
    ['abc ***a `ls` *b **c ⟦2⟧d *e*⟦/2⟧****', 0],
  ])('has a problem with its place: %s', (text, offset) => {
    expect(readText(text, rules).problems[0]?.offset ?? 0).toBeGreaterThanOrEqual(offset);
    expect(readText(text, rules).plain).not.toBe('');
  });

  it('may start as the author’s prose does', () => {
    expect(startsLikeBlock('2. Install')).toBe(true);
    expect(readText('2. Install', rules).problems).toHaveLength(1);
    expect(readText('2. Install', { ...rules, startsLikeBlock: true })).toMatchObject({
      inlines: ['2. Install'],
      problems: [],
    });
  });
});
