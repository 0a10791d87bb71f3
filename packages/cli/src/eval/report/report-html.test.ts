import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { pageOf, urdu } from '../testing/pages.ts';
import type { EvaluatedPage } from '../types.ts';
import { reportHtml } from './report-html.ts';

const report = (...pages: EvaluatedPage[]): string => reportHtml({ pages }, evaluate({ pages }));

const SCRIPT = '<script>alert(1)</script>';
const hostile = pageOf({
  path: 'hostile.md',
  reader: SCRIPT,
  source: `# T ${SCRIPT}\n\n${SCRIPT}\n\n[a](javascript:alert(1)) ![b](https://x.y/z.png) <img src=x onerror=alert(1)> text\n\n:::note[${SCRIPT}]\n\nc\n\n:::\n`,
  edits: [
    { at: '[a]', leaves: [[SCRIPT, '"><img src=x onerror=alert(1)>', { type: 'code', value: SCRIPT }]], tag: 'x' },
    {
      at: 'c',
      action: 'insert',
      kind: 'note',
      label: SCRIPT,
      content: [{ type: 'code', language: '"><script>', value: SCRIPT }],
    },
  ],
});

function* nodesIn(node: DefaultTreeAdapterMap['node']): Generator<DefaultTreeAdapterMap['element']> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* nodesIn(child);
}

describe('the report', () => {
  it('is one file in which nothing runs, links or is fetched, whatever chapters and models say', () => {
    const html = report(hostile);
    const nodes = [...nodesIn(parse(html))];
    const known =
      'html head meta title style body h1 h2 p pre code ol ul li a div section span em strong table thead tbody tr th td';
    expect(nodes.map(({ tagName }) => tagName).filter((name) => !known.split(' ').includes(name))).toEqual([]);
    const attributes = nodes.flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => /^(?:on|src|style|action)/.test(name))).toEqual([]);
    expect(attributes.filter(({ name, value }) => name === 'href' && !value.startsWith('#'))).toEqual([]);
    expect(html).not.toMatch(/url\(|@import/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html.startsWith('<!DOCTYPE html><html lang="en">')).toBe(true);
  });

  it('has author and reader side by side, with what changed and why', () => {
    const html = report(
      pageOf({
        edits: [{ at: 'A node is a program, or', texts: ['A node has one job: ⟦1⟧, ⟦2⟧, ⟦3⟧.'] }],
        reader: 'novice',
      }),
    );
    expect(html).toContain('A node has one job: <code>/imu/data</code>');
    expect(html).toContain('rewrite · beginner-simplify · programming_experience: Beginner');
    expect(html).toMatch(/<div class="row changed"><div class="author"/);
    expect(html).toContain('not on this page');
    expect(html).toContain('color-scheme: light dark');
  });

  it('has pages in Urdu from right to left', () => {
    const html = report(pageOf({ path: '12-safety.md', profile: urdu }));
    expect(html).toContain('<div class="reader" lang="ur" dir="rtl">');
    expect(report(pageOf({ path: '12-safety.md' }))).not.toContain('dir="rtl"><');
  });
});
