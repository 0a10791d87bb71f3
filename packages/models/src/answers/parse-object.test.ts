import { describe, expect, it } from 'vitest';
import { parseObject } from './parse-object.ts';

describe('an object of an answer', () => {
  it('is read as it stands', () => {
    expect(parseObject('{"a":"\\n \\\\ \\u00e9"}')).toEqual([{ a: '\n \\ é' }]);
  });

  it('may have raw line breaks, and a backslash that escapes nothing', () => {
    expect(parseObject('{"a":"one\n\ttwo \\alpha \\" end",\n"b":1}')).toEqual([
      { a: 'one\n\ttwo \\alpha " end', b: 1 },
    ]);
  });

  it('may wrap a list of them', () => {
    expect(parseObject('{"edits":[{"block":"b1"},{"block":"b2"}]}')).toEqual([{ block: 'b1' }, { block: 'b2' }]);
    expect(parseObject('{"texts":["a"]}')).toEqual([{ texts: ['a'] }]);
    expect(parseObject('{"texts":[]}')).toEqual([{ texts: [] }]);
  });

  it('is nothing where it is no JSON', () => {
    expect(parseObject('{"a":"b" "c"}')).toBeUndefined();
  });
});
