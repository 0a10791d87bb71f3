import { testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { NO_POLICY } from './read-policy.ts';

const open = (yaml: string) => testChapter(`---\ntitle: A\n${yaml}\n---\n\n# One\n\ntext`);

describe('an author’s policy', () => {
  it('is empty where the author says nothing', () => {
    expect([testChapter('text').policy, open('id: x').policy]).toEqual([NO_POLICY, NO_POLICY]);
  });

  it('is read from the front matter, also with a BOM and CRLF', () => {
    const yaml = 'attune:\n  lock: [One]\n  mustKeep: [Saathi]\n  allow: [generatedCode]\n  maxExpansion: 2';
    const policy = { lock: ['One'], mustKeep: ['Saathi'], allow: ['generatedCode'], maxExpansion: 2 };
    expect(open(yaml)).toMatchObject({ policy, findings: [] });
    expect(testChapter(`\uFEFF---\n${yaml}\n---\n\n# One\n`.replaceAll('\n', '\r\n')).policy).toEqual(policy);
  });

  it.each([
    ['attune: { maxExpansion: much }', 3, 'attune.maxExpansion'],
    ['attune:\n  lock: 3', 4, 'attune.lock'],
    ['attune:\n  allow: [everything]', 4, 'attune.allow.0'],
    ['attune:\n  forbid: [x]', 3, 'attune'],
    ['attune:\n  lock: [Two]', 4, 'no heading or block "Two"'],
    ['attune: [', 3, ''],
  ])('says what is wrong in %j', (yaml, line, message) => {
    const { findings } = open(yaml);
    expect(findings).toMatchObject([{ rule: 'policy-invalid', severity: 'error', file: 'chapter.md' }]);
    expect(findings[0]?.message).toContain(message);
    expect(Math.abs((findings[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1);
    expect(findings[0]?.remedy).toMatch(/\S/);
  });
});
