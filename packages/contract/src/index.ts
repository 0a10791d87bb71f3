export {
  Adaptation,
  Bundle,
  Flag,
  PlanEntry,
  PlannedBlock,
  RefusedEdit,
  Review,
  WHOLE_CHAPTER,
} from './adaptations.ts';
export { BookSettings, Manifest, PRESETS, Readers, Syntax, type BookSettingsInput } from './book-settings.ts';
export { EDIT_ACTIONS, Edit, type PageAddress, Projection, Reason, Variant } from './edits.ts';
export { ERRORS, ERROR_CODES, ErrorBody, type ErrorCode } from './errors.ts';
export { Feedback } from './feedback.ts';
export { Facet, FacetOption, LocalizedText, Profile, type FacetInput } from './facets.ts';
export { ModelSettings, type ModelPrice, type ModelProvider, type ModelSettingsInput } from './model-settings.ts';
export { Maker } from './maker.ts';
export { canonicalJson, hashText, hashValue, project, type ProjectableFacet } from './project.ts';
export { Flow, Inline } from './text.ts';
