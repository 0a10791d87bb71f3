import { readFileSync } from 'node:fs';
import { type Adaptation, BookSettings, type Edit, hashValue, type Profile, project, Syntax } from '@attune/contract';
import { allBlocks, assemble, type Book, type Chapter, openBook, openChapter, openPage, withTrees } from '@attune/core';
import type { EvaluatedPage } from '../types.ts';

const folder = new URL('../../../../../examples/physical-ai/', import.meta.url);
export const sourceOf = (path: string): string => readFileSync(new URL(`docs/${path}`, folder), 'utf8');

const { facets, folds } = BookSettings.parse({
  folds: { basics: { programming_experience: ['Advanced'] }, depth: { programming_experience: ['Beginner'] } },
});
const glossary = { path: 'glossary.yaml', text: readFileSync(new URL('glossary.yaml', folder), 'utf8') };
const { book }: { book: Book } = openBook({
  facets,
  folds,
  syntax: Syntax.parse({}),
  glossary,
  primers: {
    'processes-and-messages': {
      path: 'p.md',
      text: '---\ntitle: P\nreaders: { role: [Student] }\n---\n\nA process.\n',
    },
  },
});

export const beginner: Profile = {
  role: 'Student',
  programming_experience: 'Beginner',
  robotics_experience: 'None',
  hardware_availability: 'None',
  preferred_language: 'English',
};
export const urdu: Profile = { ...beginner, preferred_language: 'Urdu' };

/** An edit to the block one of whose runs of prose begins so; its trees are read from `texts` and `text`, or are given. */
export type GivenEdit = Partial<Edit> & { readonly at: string };

export interface GivenPage {
  /** A file of the demo book, or a chapter's text. */
  readonly path?: string;
  readonly source?: string;
  readonly profile?: Profile;
  readonly reader?: string;
  readonly edits?: readonly GivenEdit[];
  /** What the adaptation of each edited block says besides. */
  readonly adaptation?: Partial<Adaptation>;
}

const MAKER = { model: 'test/none', prompts: 'p', at: '2026-01-01T00:00:00.000Z' };

/** A page of the demo book, or of a text, as a reader with these hand-made edits gets it. */
export function pageOf(given: GivenPage = {}): EvaluatedPage {
  const { path = '02-ros2-graph.mdx', profile = beginner, reader = 'novice', adaptation = {} } = given;
  const id = `default/current/en/${path.replace(/\.mdx?$/, '')}`;
  const chapter = openChapter({ id, path, source: given.source ?? sourceOf(path) }, book);
  const projection = project(book.facets, profile, [...chapter.facets, 'programming_experience', 'preferred_language']);
  const made = (given.edits ?? []).map((edit) => editOf(chapter, edit));
  const authored = assemble(openPage(chapter, projection, book));
  const edits = [...authored, ...made];
  const isUrdu = profile['preferred_language'] === 'Urdu';
  const content = {
    makers: [],
    chapter: id,
    revision: chapter.revision,
    projection,
    profileHash: hashValue(projection),
    edits,
  };
  const tags = [...new Set(edits.map(({ tag }) => tag))].sort();
  const adaptations = [...Map.groupBy(made, ({ block }) => block)].map(([block, own]): Adaptation => ({
    key: hashValue({ block, projection }),
    chapter: id,
    block,
    projection: { programming_experience: profile['programming_experience'] ?? '' },
    ...(isUrdu ? { language: 'ur' } : {}),
    state: 'done',
    edits: own,
    refused: [],
    remarks: [],
    asked: 1,
    certificate: {},
    maker: MAKER,
    ...adaptation,
  }));
  return {
    chapter,
    book,
    reader,
    projection,
    profile,
    ...(isUrdu ? { language: 'ur' } : {}),
    variant: { variant: hashValue(content), ...content, tags },
    adaptations,
    planned: [],
  };
}

function editOf(chapter: Chapter, { at, ...given }: GivenEdit): Edit {
  const block = allBlocks(chapter.blocks).find(({ leaves }) =>
    leaves.some(({ start }) => chapter.source.startsWith(at, start)),
  );
  if (!block) throw new Error(`no block begins "${at}"`);
  const why = [{ facet: 'programming_experience', value: 'Beginner' }];
  const edit: Edit = { block: block.id, action: 'rewrite', tag: 'beginner-simplify', why, ...given };
  return (edit.leaves ?? edit.content) ? edit : withTrees(edit, chapter, book);
}
