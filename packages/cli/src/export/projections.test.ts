import { BookSettings, project, Syntax } from '@attune/contract';
import { openBook, openChapter } from '@attune/core';
import { describe, expect, it } from 'vitest';
import { allPages, countAll, pagesFor } from './projections.ts';

describe.each(['onboarding', 'learning-goals'] as const)('the pages of all answers of %s', (preset) => {
  const { facets, folds } = BookSettings.parse({ preset });
  const { book } = openBook({ facets, folds, rewriting: true, syntax: Syntax.parse({}) });
  const chapters = ['A motor and a GPU.', 'A robot.'].map((source, index) =>
    openChapter({ id: `default/current/en/${index}`, path: `docs/${index}.md`, source }, book),
  );
  const pages = allPages(chapters, book);

  it('are as many as was counted, each once, and each a projection', () => {
    expect(pages.length).toBe(countAll(chapters, book));
    expect(pages.length).toBeGreaterThan(20);
    expect(new Set(pages.map(({ chapter, projection }) => JSON.stringify([chapter.id, projection]))).size).toBe(
      pages.length,
    );
    for (const { chapter, projection } of pages)
      expect(project(facets, projection, chapter.facets)).toEqual(projection);
  });

  it('hold those of every reader', () => {
    const wanted = pagesFor(
      chapters,
      [{}, { learning_goals: ['hobby', 'research'] }].slice(0, preset === 'onboarding' ? 1 : 2),
      book,
    );
    expect(pages).toEqual(expect.arrayContaining(wanted));
  });
});
