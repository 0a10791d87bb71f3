export { MARK } from './inert.ts';
export { formulasIn, readText, startsLikeBlock, type ReadText } from './read-text.ts';
