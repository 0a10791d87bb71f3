import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { readingLevel } from './index.ts';

const book = testBook();
const chapter = testChapter(
  'The robot sees the room. It has two eyes. It walks to the door and opens it. Then it goes out and looks for the cup that you left on the bench in the sun.',
  book,
);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  readingLevel.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  [
    'an easy text for a beginner',
    {
      why: [{ facet: 'programming_experience', value: 'Beginner' }],
      texts: [
        'The robot sees the room. It has two good eyes. It walks to the door and opens it. Then it goes out and looks for the cup that you left on the bench in the sun.',
      ],
    },
  ],
  [
    'a hard one for others',
    {
      why: [{ facet: 'role', value: 'Student' }],
      texts: [
        'Utilizing sophisticated binocular instrumentation, the anthropomorphic mechanism apprehends architectural surroundings, subsequently approaching, manipulating and traversing the available doorway, whereupon investigation continues concerning refreshment containers previously abandoned outdoors by irresponsible individuals.',
      ],
    },
  ],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  [
    'a harder text for a beginner',
    {
      why: [{ facet: 'programming_experience', value: 'Beginner' }],
      texts: [
        'Utilizing sophisticated binocular instrumentation, the anthropomorphic mechanism apprehends architectural surroundings, subsequently approaching, manipulating and traversing the available doorway, whereupon investigation continues concerning refreshment containers previously abandoned outdoors by irresponsible individuals.',
      ],
    },
  ],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
