export { testBook, testChapter } from './book.ts';
export { corpusFiles, corpusFolder, hasCorpus, type CorpusFile } from './corpus.ts';
export { joinSlices, leavesLost } from './restore.ts';
export { VARIANT_NAMES, VARIANTS } from './variants.ts';
