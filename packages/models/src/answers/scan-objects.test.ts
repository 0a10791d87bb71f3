import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ObjectScanner, type Piece } from './scan-objects.ts';

function scan(chunks: readonly string[]): Piece[] {
  const scanner = new ObjectScanner();
  return [...chunks.flatMap((chunk) => scanner.take(chunk)), ...scanner.end()];
}
const objects = (text: string): string[] =>
  scan([text]).flatMap(({ kind, text: own }) => (kind === 'object' ? [own] : []));

describe('objects in a stream', () => {
  it('are the same however it is cut', () => {
    const line = fc.record({ block: fc.string(), texts: fc.array(fc.string({ unit: 'grapheme' })), nested: fc.json() });
    const between = fc.constantFrom('\n', ',\n', '\n```json\n', '\n```\n', ' [', '] ', '\n\n', '{ ', ' so {x}: ');
    const cuts = fc.array(fc.nat(400), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(between, line)), fc.boolean(), cuts, (lines, pretty, places) => {
        const written = lines.map(([gap, value]) => gap + JSON.stringify(value, undefined, pretty ? 2 : 0));
        const text = written.join('');
        const ends = [...new Set([0, ...places.filter((place) => place < text.length), text.length])].sort(
          (a, b) => a - b,
        );
        const chunks = ends.slice(1).map((end, index) => text.slice(ends[index], end));
        expect(scan(chunks)).toEqual(scan([text]));
        expect(
          scan([text])
            .filter(({ kind }) => kind === 'object')
            .map((piece) => JSON.parse(piece.text)),
        ).toEqual(lines.map(([, value]) => JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('are given as soon as they close', () => {
    const scanner = new ObjectScanner();
    expect(scanner.take('{"block":"b1","text":"a } b"')).toEqual([]);
    expect(scanner.take('}')).toEqual([{ kind: 'object', text: '{"block":"b1","text":"a } b"}' }]);
  });

  it('are found in a fenced list, printed over lines, without a complaint', () => {
    const text = '```json\n[\n  {\n    "a": [\n      {"b": 1}\n    ]\n  },\n  {"c": "}{"}\n]\n```\n';
    expect(scan([text]).map(({ kind }) => kind)).toEqual(['object', 'object']);
  });

  it('leave talk over, also with braces in it', () => {
    expect(scan(['Here is {x} and { y }:\n{"a":1}\nHope that helps'])).toEqual([
      { kind: 'stray', text: 'Here is {x} and { y }:' },
      { kind: 'object', text: '{"a":1}' },
      { kind: 'stray', text: 'Hope that helps' },
    ]);
  });

  it.each([
    ['a text that does not close', '{"a":"b\n{"c":1}\n{"d":2}', '{"a":"b'],
    ['a brace that does not close', '{"a":"b"\n{"c":1}\n{"d":2}', '{"a":"b"'],
  ])('after %s start anew on their line', (_, text, broken) => {
    expect(scan([text])).toEqual([
      { kind: 'unclosed', text: broken },
      { kind: 'object', text: '{"c":1}' },
      { kind: 'object', text: '{"d":2}' },
    ]);
  });

  it('with a raw line break in a text stay one', () => {
    expect(objects('{"a":"one\n\n- two\n{ three"}')).toEqual(['{"a":"one\n\n- two\n{ three"}']);
  });

  it('are read in a moment where blanks without end stand in or before one', () => {
    const start = performance.now();
    const blanks = Array.from({ length: 1500 }, () => ' '.repeat(100));
    const kinds = (before: string): string[] => scan([before, ...blanks, '.\n{"a":1}']).map(({ kind }) => kind);
    expect(kinds('{"block":"b2","text":"x\n')).toEqual(['unclosed', 'object']);
    expect(kinds('{"block":"b2"\n')).toEqual(['unclosed', 'object']);
    expect(kinds('Sorry')).toEqual(['stray', 'object']);
    expect(kinds('```')).toEqual(['stray', 'object']);
    expect(performance.now() - start).toBeLessThan(1000); // each took seconds when every blank looked at all others
  });

  it('that never close are told at the end', () => {
    expect(scan(['{"a":1}\n{"b":"c'])).toEqual([
      { kind: 'object', text: '{"a":1}' },
      { kind: 'unclosed', text: '{"b":"c' },
    ]);
    expect(scan(['{'])).toEqual([{ kind: 'stray', text: '{' }]);
  });
});
