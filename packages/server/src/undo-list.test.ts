import { expect, test } from 'vitest';
import { UndoList } from './undo-list.ts';

test('last first, once, and one that fails keeps none from being done', async () => {
  const done: string[] = [];
  const list = new UndoList();
  list.add(() => void done.push('database'));
  list.add(() => Promise.reject(new Error('stuck')));
  list.add(async () => void done.push('server'));
  const undone = [list.undo(), list.undo()];
  expect((await Promise.allSettled(undone)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(done).toEqual(['server', 'database']);
});
