export { testBook, testChapter } from './book.ts';
export { corpusFiles, corpusFolder, hasCorpus, type CorpusFile } from './corpus.ts';
