export { testBook, testChapter } from './book.ts';
export { corpusFiles, corpusFolder, hasCorpus, type CorpusFile } from './corpus.ts';
export { joinSlices, leavesLost } from './restore.ts';
export { VARIANT_NAMES, VARIANTS } from './variants.ts';
export { memoryAdaptations, type MemoryAdaptations } from './memory-adaptations.ts';
export { type Script, scriptedRewriter, testMaker } from './scripted-rewriter.ts';
export { type OAuthServer, startOAuthServer } from './oauth-server.ts';
