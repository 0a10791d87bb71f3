import { expect, it } from 'vitest';
import * as core from './index.ts';
import * as stamp from './stamp/index.ts';

it('@attune/core has these names', () => {
  expect(Object.keys(core).sort()).toEqual([
    'CHECKS',
    'allBlocks',
    'authoredRewriter',
    'checkEdit',
    'definitionFor',
    'formatFinding',
    'formatOf',
    'isRefused',
    'languageOf',
    'lockedBlocks',
    'maskLeaf',
    'openBook',
    'openChapter',
    'personalize',
    'printMarkdown',
    'unmask',
    'withTrees',
  ]);
});

it('@attune/core/stamp has these', () => {
  expect(Object.keys(stamp).sort()).toEqual([
    'blockNodesOf',
    'choicesOf',
    'flatten',
    'innerNodes',
    'isInOriginal',
    'labelOf',
    'parseTree',
    'readMark',
    'revisionOf',
  ]);
});
