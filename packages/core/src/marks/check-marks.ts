import type { Facet } from '@attune/contract';
import type { Report } from './report.ts';
import type { BlockNode } from '../parse/block-nodes.ts';
import type { Mark, Primer } from '../types.ts';
import { checkForm, checkMisplaced, checkWritten, nearMiss } from './check-form.ts';
import { attributesOf, isInOriginal, readMark } from './read-mark.ts';
import { checkReaders } from './readers.ts';

interface Context {
  readonly text: string;
  readonly facets: readonly Facet[];
  readonly primers: ReadonlyMap<string, Primer>;
  readonly admonitions: readonly string[];
  readonly report: Report;
}

/** Reports what is wrong with the marks among `siblings` and inside them. */
export function checkMarks(siblings: readonly BlockNode[], context: Context, inside?: Mark): void {
  siblings.forEach((block, index) => {
    const mark = readMark(block);
    if (block.kind === 'container') checkContainer(block, mark, context);
    if (!mark) checkForm(block, context.report);
    checkWritten(block, context.text, context.report);
    if (block.children.length === 0) checkMisplaced(block, context.report);
    if (mark) {
      if (inside)
        context.report(
          block,
          'mark-nested',
          `a ${mark.name} stands inside a ${inside.name}`,
          'end the outer mark before the inner one begins',
        );
      checkMark(block, mark, context);
      checkNeighbours(block, mark, siblings, index, context.report);
    }
    const hidden = inside && !isInOriginal(inside.name);
    if (block.kind === 'heading' && hidden) {
      context.report(
        block,
        'heading-in-mark',
        'a heading stands in a passage that Original does not show',
        'use bold text: the table of contents belongs to Original',
        'warning',
      );
    }
    checkMarks(block.children, context, mark ?? inside);
  });
}

function checkContainer(
  block: BlockNode,
  mark: Mark | undefined,
  { text, facets, admonitions, report }: Context,
): void {
  const lines = text
    .slice(block.start, block.end)
    .trimEnd()
    .split(/\r\n?|\n/);
  const colons = (line: string | undefined): number => line?.match(/:+/)?.[0].length ?? 0;
  const closed =
    lines.length > 1 && /^[\s>]*:{3,}[ \t]*$/.test(lines.at(-1) ?? '') && colons(lines.at(-1)) >= colons(lines[0]);
  if (!closed) {
    const remedy = `add a line of colons where it ends; round a directive inside it, more colons than that has`;
    report(block, 'mark-unclosed', `:::${block.name} is not closed`, remedy);
  }
  const namesFacet = Object.keys(attributesOf(block.node)).some((key) => facets.some((facet) => facet.id === key));
  if (!mark && namesFacet && !admonitions.includes(block.name ?? '')) {
    const remedy = 'use one of: for, otherwise, step, instead, basics, depth';
    report(block, 'mark-unknown', `:::${block.name} is no mark, though it names readers`, remedy);
    return;
  }
  const meant = mark || admonitions.includes(block.name ?? '') ? undefined : nearMiss(block.name ?? '');
  if (meant) {
    report(block, 'mark-unknown', `:::${block.name} is no mark`, `write :::${meant}, if that is meant`, 'warning');
  }
}

function checkMark(block: BlockNode, mark: Mark, { facets, primers, report }: Context): void {
  for (const problem of checkReaders(mark.readers, facets))
    report(block, problem.rule, problem.message, problem.remedy);
  for (const [facet, values] of Object.entries(mark.readers)) {
    if (values.length > 0) continue;
    report(
      block,
      'readers-missing',
      `${facet} names no value, so nobody matches`,
      'name a value, or drop the attribute',
    );
  }
  const needsReaders = mark.name === 'for' || mark.name === 'step';
  if (needsReaders && Object.keys(mark.readers).length === 0) {
    report(
      block,
      'readers-missing',
      `${mark.name} does not say for whom`,
      `name a facet: :::${mark.name}{${facets[0]?.id}="${facets[0]?.options[0]?.value}"}`,
    );
  }
  if (mark.name === 'otherwise' && Object.keys(mark.readers).length > 0) {
    report(
      block,
      'readers-unexpected',
      'otherwise is for everybody else and takes no attributes',
      'make it a for, or drop the attributes',
    );
  }
  const needsLabel = ['step', 'instead', 'basics', 'depth'].includes(mark.name);
  if (needsLabel && mark.label === undefined) {
    report(block, 'label-missing', `${mark.name} has no label`, `give it one: :::${mark.name}[What it is called]`);
  }
  if (mark.primer !== undefined && !primers.has(mark.primer)) {
    const known = [...primers.keys()].join(', ') || 'none yet';
    report(
      block,
      'primer-unknown',
      mark.primer === '' ? 'this primer does not say which' : `there is no primer "${mark.primer}"`,
      `use the name of a file in the primers folder: ${known}`,
    );
  }
}

function checkNeighbours(
  block: BlockNode,
  mark: Mark,
  siblings: readonly BlockNode[],
  index: number,
  report: Report,
): void {
  const nameAt = (at: number): string | undefined => {
    const sibling = siblings[at];
    return sibling && readMark(sibling)?.name;
  };
  const before = nameAt(index - 1);
  const after = nameAt(index + 1);
  if (mark.name === 'otherwise' && before !== 'for') {
    report(
      block,
      'otherwise-alone',
      'otherwise does not follow a for',
      'put it right after the for that it belongs to',
    );
  }
  if (mark.name === 'step' && after !== 'instead') {
    report(
      block,
      'step-without-instead',
      'a reader who cannot run this step gets nothing in its place',
      'write an :::instead[…] right after it',
    );
  }
  if (mark.name !== 'instead') return;
  if (before !== 'step' && before !== 'instead') {
    report(
      block,
      'instead-alone',
      'instead does not follow a step',
      'put it right after the step that it stands in for',
    );
  }
  const open = Object.keys(mark.readers).length === 0;
  if (open && after === 'instead') {
    report(
      block,
      'instead-unreachable',
      'the instead after this one is never taken',
      'give this one attributes, or put it last',
    );
  }
  if (!open && after !== 'instead') {
    report(
      block,
      'instead-incomplete',
      'readers whom no instead names get nothing',
      'add a last :::instead[…] without attributes',
    );
  }
}

/** Reports primers that a chapter names more than once. */
export function checkPrimersOnce(blocks: readonly BlockNode[], report: Report): void {
  const seen = new Set<string>();
  for (const block of blocks) {
    const primer = readMark(block)?.primer;
    if (!primer) continue;
    if (seen.has(primer))
      report(block, 'primer-repeated', `the primer "${primer}" stands in this chapter already`, 'keep the first');
    seen.add(primer);
  }
}
