import { expect, it } from 'vitest';
import * as core from './index.ts';
import * as stamp from './stamp/index.ts';

it('@attune/core has these names', () => {
  expect(Object.keys(core).sort()).toEqual([
    'CHECKS',
    'MODEL_FAILURES',
    'ModelError',
    'adapt',
    'admit',
    'allBlocks',
    'assemble',
    'blockKey',
    'chapterLanguage',
    'checkEdit',
    'definitionFor',
    'formatFinding',
    'formatOf',
    'isComplete',
    'isRefused',
    'isRewritable',
    'isSealed',
    'keyAt',
    'keyOf',
    'languageOf',
    'learnPlans',
    'lengthOf',
    'lockedBlocks',
    'madeBy',
    'maskLeaf',
    'openBook',
    'openChapter',
    'openPage',
    'personalize',
    'planKey',
    'planTask',
    'printMarkdown',
    'recall',
    'renew',
    'reviewTask',
    'sectionTask',
    'takePlan',
    'takeReview',
    'takeSection',
    'threadKey',
    'unmask',
    'variantKey',
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
