import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { negations } from './index.ts';

const book = testBook();
const chapter = testChapter('You must not touch it while it moves. It never waits. This is dangerous.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  negations.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  [
    'the same in other words',
    { texts: ['Never touch it while it moves: you must keep away. It does not wait. That is a hazard.'] },
  ],
  [
    'a word explained in brackets by what it is not',
    { texts: ['You must not touch it while it moves. It never waits. This is dangerous (by no means a plain risk).'] },
  ],
  [
    'Urdu',
    { texts: ['حرکت کے دوران اسے ہاتھ نہیں لگانا چاہیے۔ یہ کبھی انتظار نہیں کرتا۔ یہ خطرناک ہے۔'], language: 'ur' },
  ],
  ['French', { language: 'fr', texts: ['Ne le touchez pas quand il bouge. Il n’attend jamais. C’est dangereux.'] }],
  ['Japanese', { language: 'ja', texts: ['動いている間は触れないでください。待つことはありません。危険です。'] }],
  ['Arabic with vowel signs', { language: 'ar', texts: ['لَا تلمسه أثناء حركته. هذا خطر.'] }],
  ['a language of which it does not know what denies', { language: 'sw', texts: ['Usiiguse inapotembea. Ni hatari.'] }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['a not that is lost', { texts: ['You must touch it while it moves. It never waits. This is dangerous.'] }],
  ['a not that is new', { texts: ['You must not touch it while it moves. It never waits. This is not dangerous.'] }],
  ['a not in brackets', { texts: ['You must not touch it while it moves. It never waits. This is (not) dangerous.'] }],
  [
    'a sentence with brackets that lost its not',
    { texts: ['You must touch it (in case you wonder) while it moves. It never waits. This is dangerous.'] },
  ],
  ['a not lost in Chinese', { language: 'zh', texts: ['移动时请触摸它。它总是等待。这很危险。'] }],
  ['a not lost in Persian', { language: 'fa', texts: ['هنگام حرکت آن را لمس کنید. همیشه صبر می‌کند. خطرناک است.'] }],
  ['a lost danger', { texts: ['You must not touch it while it moves. It never waits.'] }],
  ['a must that became a may', { texts: ['You may touch it while it moves. It waits, and is a danger.'] }],
  [
    'a not lost in Urdu',
    { texts: ['حرکت کے دوران اسے ہاتھ لگائیں۔ یہ انتظار کرتا ہے۔ یہ خطرناک ہے۔'], language: 'ur' },
  ],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});

it('asks for no denial where a turn of phrase denies nothing', () => {
  const idiom = testChapter('It is not only fast but also quiet, whether or not it walks.', book);
  const edit: Edit = {
    block: idiom.blocks[0]?.id as string,
    action: 'rewrite',
    tag: 'x',
    why: [],
    texts: ['It is fast and quiet too, walking or standing.'],
  };
  expect(negations.check(edit, idiom, book)).toBeUndefined();
});
