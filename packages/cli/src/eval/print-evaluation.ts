import { printTable } from '../print-table.ts';
import { growth, kept, percent, share } from './measures.ts';
import { type Evaluation, INVARIANTS, type Measures, type Violation } from './types.ts';

const MOST_VIOLATIONS = 50;

/** An evaluation as tables for a terminal. */
export function printEvaluation(evaluation: Evaluation): string {
  const { byReader, byLanguage, byTag, sensitivity, violations, total } = evaluation;
  const tags = byTag.map(({ tag, edits, blocks, refused }) => [tag, String(edits), String(blocks), String(refused)]);
  const facets = sensitivity.map(({ facet, pairs, differing }) => [
    facet,
    String(pairs),
    percent(share(differing, pairs)),
  ]);
  const parts = [
    pagesTable(evaluation),
    measuresTable('reader', Object.entries(byReader)),
    measuresTable('language', [...Object.entries(byLanguage), ['in total', total]]),
    invariantsTable(total),
    printTable(['transformation', 'edits', 'blocks', 'refused'], tags),
    ...(facets.length > 0 ? [printTable(['facet', 'pairs of blocks', 'edits differ'], facets)] : []),
    violationLines(violations),
  ];
  return parts.join('\n\n');
}

const LEVELS = { easier: '↓ easier', same: '= same', harder: '↑ harder' } as const;

const pagesTable = ({ pages }: Evaluation): string =>
  printTable(
    ['chapter', 'reader', 'adapted', 'fallbacks', 'growth', 'level', 'terms', 'violations'],
    pages.map((page) => [
      page.chapter,
      page.reader,
      percent(share(page.adapted, page.prose)),
      String(page.fallbacks),
      growth(page).toFixed(2),
      page.level === undefined ? '' : LEVELS[page.level],
      `${page.termsExplained}/${page.termsNeeded}`,
      String(page.violations.length),
    ]),
  );

const measuresTable = (name: string, rows: readonly (readonly [string, Measures])[]): string =>
  printTable(
    [name, 'pages', 'prose', 'adapted', 'asked', 'repaired', 'fallbacks', 'open', 'wrong language', 'growth', 'terms'],
    rows.map(([label, own]) => [
      label,
      String(own.pages),
      String(own.prose),
      percent(share(own.adapted, own.prose)),
      String(own.asked),
      percent(own.asked === 0 ? 0 : own.repaired / own.asked),
      percent(own.asked === 0 ? 0 : own.fallbacks / own.asked),
      String(own.open),
      `${own.wrongLanguage}/${own.texts}`,
      growth(own).toFixed(2),
      percent(share(own.termsExplained, own.termsNeeded)),
    ]),
  );

const invariantsTable = ({ invariants }: Measures): string =>
  printTable(
    ['as in the source', 'looked at', 'broken', 'kept'],
    INVARIANTS.map((name) => {
      const { checked, broken } = invariants[name];
      const part = checked + broken === 0 ? '–' : percent(kept(invariants[name]));
      return [name, String(checked), String(broken), part];
    }),
  );

function violationLines(violations: readonly Violation[]): string {
  if (violations.length === 0) return 'Passed: nothing is below its threshold.';
  const lines = violations.slice(0, MOST_VIOLATIONS).map(violationLine);
  const more = violations.length - lines.length;
  return [`Failed, ${violations.length} to mend:`, ...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}

function violationLine({ rule, message, chapter, reader, block }: Violation): string {
  const place = [chapter, reader, block].filter((part) => part !== undefined).join(' · ');
  return place === '' ? `${rule}: ${message}` : `${place}: ${rule}: ${message}`;
}
