import type { Task } from '@attune/core';
import { calledFor } from '../transformations/index.ts';

/** In place of a model's name where none was asked. */
export const NOBODY = 'none/none';

/** Whether a plan would find nothing to do, because none of the reader's answers calls for anything in these sections. */
export const needsNothing = (task: Task): boolean =>
  task.kind === 'plan' &&
  task.page.sections.every(
    ({ blocks, projection }) =>
      blocks.every(({ id }) => !task.wanted.includes(id)) || calledFor(projection, task.page.book.facets).length === 0,
  );
