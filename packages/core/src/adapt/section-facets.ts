import type { Facet } from '@attune/contract';
import type { Block, Section } from '../types.ts';

/** Whether a text has one of a facet's signals: words that begin so; those with capitals as they are written. */
function hasSignal(text: string, signals: readonly string[]): boolean {
  return signals.some((signal) => patternOf(signal).test(text));
}

const patterns = new Map<string, RegExp>();

function patternOf(signal: string): RegExp {
  let pattern = patterns.get(signal);
  if (!pattern) {
    const escaped = signal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
    pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}`, /\p{Lu}/u.test(signal) ? 'u' : 'iu');
    patterns.set(signal, pattern);
  }
  return pattern;
}

/**
 * Ids of the facets by which a rewriter may tell readers of a section apart, language aside: those that matter to all prose, and those of
 * whose signals its text speaks. A section and not a block, since a block is adapted with its section before the model's eyes.
 */
export function sectionFacets(text: string, facets: readonly Facet[]): string[] {
  return facets
    .filter(({ axis, matters }) => {
      if (axis === 'language' || matters === 'marked') return false;
      return matters === 'prose' || hasSignal(text, matters.signals);
    })
    .map(({ id }) => id);
}

/** The source of a section, from its first block to its last. */
export function sectionText(section: Section, blocks: ReadonlyMap<string, Block>, source: string): string {
  const first = blocks.get(section.blocks[0] ?? '');
  const last = blocks.get(section.blocks.at(-1) ?? '');
  return first && last ? source.slice(first.start, last.end) : '';
}

interface Rewritable {
  readonly source: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** Ids of the facets that can matter to a chapter where its text may be rewritten: those of its sections, and the language. */
export function rewritingFacets({ source, blocks, sections }: Rewritable, facets: readonly Facet[]): string[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const texts = sections.map((section) => sectionText(section, byId, source));
  const languages = facets.filter(({ axis }) => axis === 'language').map(({ id }) => id);
  return blocks.some(hasProse) ? [...texts.flatMap((text) => sectionFacets(text, facets)), ...languages] : [];
}

const hasProse = (block: Block): boolean => block.leaves.length > 0 || block.children.some(hasProse);
