export { MODEL_FAILURES, ModelError, type ModelFailure } from './adapt/types.ts';
export type * from './adapt/types.ts';
export { adapt, type AdaptEvent, type AdaptOptions, type AdaptPorts } from './adapt/adapt.ts';
export { admit, type Admitted } from './adapt/admit.ts';
export { assemble } from './adapt/assemble.ts';
export {
  isComplete,
  keyOf,
  type Known,
  type KnownBlock,
  learnPlans,
  planTask,
  recall,
  reviewTask,
  sectionTask,
} from './adapt/known.ts';
export { blockKey, planKey, threadKey } from './adapt/keys.ts';
export { madeBy, renew, type Renewed } from './adapt/renew.ts';
export { chapterLanguage, isRewritable, isSealed, openPage } from './adapt/open-page.ts';
export { lengthOf } from './adapt/within-bounds.ts';
export { takePlan } from './adapt/take-plan.ts';
export { takeReview } from './adapt/take-review.ts';
export { takeSection } from './adapt/take-section.ts';
export type { Turn, Turns } from './adapt/turns.ts';
export { definitionFor, languageOf } from './authored/glosses.ts';
export { allBlocks } from './authored/resolve.ts';
export { openBook, type AuthorFile, type BookInput } from './book/open-book.ts';
export type { Check, EditFinding, Fault, Verdict } from './checks/check.ts';
export { CHECKS, checkEdit, isRefused } from './checks/index.ts';
export { withTrees } from './checks/with-trees.ts';
export { formatFinding } from './format-finding.ts';
export { formatOf, openChapter } from './parse/open-chapter.ts';
export { maskLeaf, unmask, type MaskedText } from './parse/mask-text.ts';
export { lockedBlocks } from './policy/locked-blocks.ts';
export {
  keyAt,
  personalize,
  type Personalized,
  type PersonalizeOptions,
  type PersonalizePorts,
  type PersonalizeRequest,
  variantKey,
} from './personalize.ts';
export { printMarkdown } from './print/print-markdown.ts';
export type * from './types.ts';
