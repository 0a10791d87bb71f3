import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { CHECKS, checkEdit, isRefused } from './index.ts';

const book = testBook({ glossary: 'terms: [{ term: topic, keepInEnglish: true, definitions: { en: A channel. } }]' });
const SOURCE = [
  '---\nattune: { allow: [corrections] }\n---',
  'A topic carries `Imu` messages at 200 Hz to whoever listens. It does not wait.',
  '# Heading of this page',
  'The programs on a robot talk to each other all the time. Somebody has to carry what they say from one to the other. That is what this page is about, and what the next one builds on.',
].join('\n\n');
const chapter = testChapter(SOURCE, book);
const [block, heading, plain] = chapter.blocks.slice(1).map(({ id }) => id) as [string, string, string];
const why = [{ facet: 'programming_experience', value: 'Beginner' }];
const TEXT = 'A topic carries ⟦1⟧ messages at 200 Hz to whoever listens. It does not wait.';
const rewrite = (text: string, more: Partial<Edit> = {}): Edit => ({
  block,
  action: 'rewrite',
  tag: 'x',
  why,
  texts: [text],
  ...more,
});
const insert = (text: string): Edit => ({
  block,
  action: 'insert',
  tag: 'x',
  why,
  position: 'after',
  kind: 'note',
  text,
});

/** For each check, an edit that no other would stop. */
const SAMPLES: Record<string, Edit> = {
  'known-block': { block: '0123456789ab', action: 'rewrite', tag: 'x', why, texts: ['A topic.'] },
  'right-place': { block, action: 'hide', tag: 'x', why },
  'gloss-in-text': { block, action: 'gloss', tag: 'x', why, form: 'service', text: 'A call.' },
  'leaf-count': rewrite(TEXT, { texts: [TEXT, TEXT] }),
  locked: rewrite('Heading of the page', { block: heading }),
  permitted: { ...insert('An example.'), kind: 'example' },
  placeholders: rewrite(TEXT.replace('⟦1⟧ ', '')),
  'restricted-syntax': rewrite(TEXT.replace('topic', '`topic_of_mine` topic')),
  'no-new-urls': rewrite(TEXT.replace('listens', 'listens at example.com')),
  'no-html': rewrite(TEXT.replace('topic', '<b>topic</b>')),
  invisible: rewrite(TEXT.replace('topic', 'topic\u200B')),
  'chat-residue': rewrite(`Sure! ${TEXT}`),
  truncation: rewrite(`${TEXT} It is`),
  length: insert('This goes on. '.repeat(200)),
  numbers: rewrite(TEXT.replace('200', '20')),
  'must-keep': rewrite(TEXT.replace('topic', 'channel')),
  negations: rewrite(TEXT.replace('does not wait', 'does wait')),
  language: rewrite('Ein topic trägt ⟦1⟧ mit 200 Hz zu allen, die zuhören, und er wartet nicht. No.'),
  'not-the-source-again': rewrite(TEXT, { language: 'de' }),
  quoted: rewrite(TEXT, { action: 'correct', original: 'It waits for everybody.' }),
  'reading-level': rewrite(
    'Communication between heterogeneous computational processes distributed across robotic hardware necessitates continuous intermediation, transporting information reliably among participating applications notwithstanding architectural independence, individual responsibilities, organizational separation, technological diversity and implementation-specific characteristics everywhere, all the time, from one to the other.',
    { block: plain },
  ),
};

describe('the checks', () => {
  it('each have a sample here, a name of their own and a version', () => {
    expect(CHECKS.map(({ name }) => name)).toEqual(Object.keys(SAMPLES));
    expect(CHECKS.filter(({ version }) => !(version >= 1))).toEqual([]);
  });

  it.each(CHECKS)('without $name a sample slips through', ({ name, warns }) => {
    const edit = SAMPLES[name] as Edit;
    const finding = CHECKS.filter((check) => check.check(edit, chapter, book) !== undefined).map((check) => check.name);
    expect(finding).toEqual([name]);
    const findings = checkEdit(edit, chapter, book);
    expect(findings.map(({ check, block: at }) => [check, at])).toContainEqual([name, edit.block]);
    expect(findings.every(({ message }) => /\S/.test(message))).toBe(true);
    expect(isRefused(findings)).toBe(warns !== true);
  });

  it('find nothing wrong with a sound edit', () => {
    const gloss: Edit = { block, action: 'gloss', tag: 'x', why, form: 'topic', text: 'A stream.' };
    const sound = [gloss, rewrite(TEXT), insert('A topic is a named channel: nobody has to know who listens.')];
    expect(sound.flatMap((edit) => checkEdit(edit, chapter, book))).toEqual([]);
  });

  it('say everything that is wrong with a text, with its places', () => {
    const findings = checkEdit(
      rewrite('Sure! A channel carries <b>⟦2⟧</b> at 30 Hz to whoever listens. It does'),
      chapter,
      book,
    );
    expect([...new Set(findings.map(({ check }) => check))]).toEqual([
      'placeholders',
      'no-html',
      'chat-residue',
      'truncation',
      'numbers',
      'must-keep',
      'negations',
    ]);
    expect(findings.filter(({ leaf }) => leaf !== 0)).toEqual([]);
    expect(findings.find(({ check }) => check === 'no-html')?.offset).toBe(24);
  });

  it('stop at what the others rely on', () => {
    expect(checkEdit(rewrite('', { texts: ['<b>', '200'] }), chapter, book).map(({ check }) => check)).toEqual([
      'leaf-count',
    ]);
  });
});
