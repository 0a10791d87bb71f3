import { expect, test } from 'vitest';
import * as server from './index.ts';

test('the public names', () => {
  expect(Object.keys(server).sort()).toEqual([
    'batchLog',
    'createApp',
    'createBodies',
    'createPointers',
    'createUses',
    'openIdentity',
  ]);
});
