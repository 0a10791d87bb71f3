import type { Edit } from '@attune/contract';
import { adaptedBlocks, languages, termCoverage } from './coverage.ts';
import { invariantsOf, tallyOf, violationsIn } from './invariants.ts';
import { growth, kept, percent, share, sum, sumTags, tallies } from './measures.ts';
import { languageOfPage, printPage } from './printed-page.ts';
import { directionOf } from './reading/reading-level.ts';
import { lettersShown, proseOf } from './reading/read-markdown.ts';
import { sensitivityOf } from './sensitivity.ts';
import {
  DEFAULT_THRESHOLDS,
  type EvaluatedPage,
  type Evaluation,
  type EvaluationInput,
  INVARIANTS,
  type Measures,
  type PageEvaluation,
  type TagMeasures,
  type Thresholds,
  type Violation,
} from './types.ts';

/** Measures adapted pages, and whether they are good enough to be shipped. Pure: pages in, counts and violations out. */
export function evaluate({ pages: given, thresholds: own = {} }: EvaluationInput): Evaluation {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...own };
  const pages = given.map((page) => evaluatePage(page, thresholds));
  const total = sum(pages);
  const { facets, violations: unequal } = sensitivityOf(given);
  const violations = [...pages.flatMap((page) => page.violations), ...unequal, ...ofTotal(total, thresholds)];
  return {
    passed: violations.length === 0,
    thresholds,
    total,
    pages,
    byReader: sumBy(pages, ({ reader }) => reader),
    byLanguage: sumBy(pages, ({ language = 'source' }) => language),
    byTag: sumTags(pages.flatMap(({ tags }) => tags)),
    sensitivity: facets,
    violations,
  };
}

const sumBy = (pages: readonly PageEvaluation[], key: (page: PageEvaluation) => string): Record<string, Measures> =>
  Object.fromEntries([...Map.groupBy(pages, key)].map(([name, own]) => [name, sum(own)]));

function evaluatePage(page: EvaluatedPage, thresholds: Thresholds): PageEvaluation {
  const printed = printPage(page);
  const findings = invariantsOf(page, printed);
  const { prose, adapted } = adaptedBlocks(page, printed);
  const { texts, wrong } = languages(page, printed);
  const terms = termCoverage(page, printed);
  const { adaptations } = page;
  const measures: Measures = {
    pages: 1,
    prose: prose.length,
    adapted: adapted.length,
    asked: adaptations.length,
    repaired: adaptations.filter(({ asked }) => asked > 1).length,
    fallbacks: adaptations.filter(({ state, refused }) => state === 'done' && refused.length > 0).length,
    open: adaptations.filter(({ state }) => state === 'open').length,
    invariants: tallies((name) => tallyOf(findings, name)),
    texts,
    wrongLanguage: wrong.length,
    authorLetters: lettersShown(printed.author),
    readerLetters: lettersShown(printed.shown),
    termsNeeded: terms.needed.length,
    termsExplained: terms.explained.length,
  };
  const level = languageOfPage(page).startsWith('en')
    ? directionOf(proseOf(printed.author, 'x'), proseOf(printed.shown, 'x'))
    : undefined;
  const place = { chapter: page.chapter.id, reader: page.reader };
  const broken = INVARIANTS.filter((name) => kept(measures.invariants[name]) < thresholds.invariants);
  const violations = [
    ...violationsIn(findings).filter(({ rule }) => broken.some((name) => name === rule)),
    ...(wrong.length > thresholds.wrongLanguage ? wrong : []),
    ...ofPage(page, measures, thresholds),
  ].map((violation) => ({ ...place, ...violation }));
  return {
    ...measures,
    ...place,
    ...(page.language === undefined ? {} : { language: page.language }),
    ...(level === undefined ? {} : { level }),
    tags: tagsOf(page),
    violations,
  };
}

function tagsOf({ variant, adaptations }: EvaluatedPage): TagMeasures[] {
  const made = variant.edits.filter(({ action }) => action !== 'flag');
  const refused = adaptations.flatMap((adaptation) => adaptation.refused.map(({ edit }) => edit));
  const tags = new Set([...made, ...refused].map(({ tag }) => tag));
  const own = (edits: readonly Edit[], tag: string): Edit[] => edits.filter((edit) => edit.tag === tag);
  return [...tags].map((tag) => ({
    tag,
    edits: own(made, tag).length,
    blocks: new Set(own(made, tag).map(({ block }) => block)).size,
    refused: own(refused, tag).length,
  }));
}

/** The lowest level that a book asks for is the first that it names. */
function isLowest({ book, projection }: EvaluatedPage): boolean {
  const level = book.facets.find(({ axis }) => axis === 'level');
  return level !== undefined && projection[level.id] === level.options[0]?.value;
}

function ofPage(page: EvaluatedPage, measures: Measures, thresholds: Thresholds): Violation[] {
  const violations: Violation[] = [];
  const adapted = share(measures.adapted, measures.prose);
  const least = page.language === undefined ? 'adaptedLowest' : 'adaptedTranslated';
  const isAsked = page.language !== undefined || isLowest(page);
  if (isAsked && adapted < thresholds[least])
    violations.push({
      rule: least,
      message: `${percent(adapted)} of the prose blocks are adapted, less than ${percent(thresholds[least])}`,
    });
  if (growth(measures) > thresholds.growth)
    violations.push({
      rule: 'growth',
      message: `the page has ${growth(measures).toFixed(2)} times the author's letters, more than ${thresholds.growth}`,
    });
  return violations;
}

function ofTotal(total: Measures, thresholds: Thresholds): Violation[] {
  const fallbacks = total.asked === 0 ? 0 : total.fallbacks / total.asked;
  if (fallbacks <= thresholds.fallbacks) return [];
  const message = `${percent(fallbacks)} of the blocks asked for fell back to the author's text, more than ${percent(thresholds.fallbacks)}`;
  return [{ rule: 'fallbacks', message }];
}
