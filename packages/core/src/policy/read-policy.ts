import { z } from 'zod';
import { readYaml } from '../book/read-yaml.ts';
import type { Block, Policy } from '../types.ts';

/** What may be allowed beyond prose: worked examples with numbers of their own, code that a model wrote, corrections on the page. */
const ALLOWABLE = ['examples', 'generatedCode', 'corrections'] as const;

const PolicySettings = z
  .object({
    lock: z.union([z.boolean(), z.array(z.string().min(1))], { error: 'must be true, or headings and block ids' }),
    mustKeep: z.array(z.string().trim().min(1)),
    allow: z.array(z.enum(ALLOWABLE)),
    maxExpansion: z.number().min(1).max(10),
  })
  .partial()
  .strict();
const FrontMatter = z.looseObject({ attune: PolicySettings.nullish() }).nullable();

/** What holds where an author says nothing. A page may grow to 1.6 times (design.md, What was tried); worked examples help novices most. */
export const NO_POLICY: Policy = { lock: [], mustKeep: [], allow: ['examples'], maxExpansion: 1.6 };

/** Something wrong in a policy; line and column in the file, from 1. */
export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** An author's policy for a chapter, from the key `attune` of its front matter. What is wrong leaves the standard policy. */
export function readPolicy(source: string, blocks: readonly Block[]): { policy: Policy; problems: PolicyProblem[] } {
  const [, opening = '', yaml = ''] = source.match(/^(\uFEFF?---[ \t]*\r?\n)([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/) ?? [];
  if (opening === '' || !/^(?:attune|["']attune["'])[ \t]*:/m.test(yaml)) return { policy: NO_POLICY, problems: [] };
  const { data, problems, placeOf } = readYaml(yaml, FrontMatter);
  const inFile = <Place extends { line: number; column: number }>(place: Place): Place => ({
    ...place,
    line: place.line + 1,
  });
  if (problems.length > 0) {
    const remedy = 'see docs/authoring.md, Policy: lock, mustKeep, allow, maxExpansion';
    return {
      policy: NO_POLICY,
      problems: problems.map(({ line, column, message }) => inFile({ line, column, message, remedy })),
    };
  }
  const { lock, ...rest } = data?.attune ?? {};
  const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const policy: Policy = { ...NO_POLICY, ...defined, lock: lock === false ? [] : (lock ?? []) };
  const unknown =
    policy.lock === true ? [] : policy.lock.flatMap((name, index) => (names(blocks, name) ? [] : [index]));
  return {
    policy,
    problems: unknown.map((index) =>
      inFile({
        ...placeOf(['attune', 'lock', index]),
        message: `attune.lock: there is no heading or block "${String((policy.lock as readonly string[])[index])}"`,
        remedy: 'write a heading as it stands in the text, or a block id as attune check prints it',
      }),
    ),
  };

  function names(candidates: readonly Block[], name: string): boolean {
    return candidates.some(
      (block) => block.id === name || isHeading(source, block, name) || names(block.children, name),
    );
  }
}

/** Whether a block is the heading of this text, signs of Markdown and case aside. */
export function isHeading(source: string, block: Block, name: string): boolean {
  if (block.kind !== 'heading') return false;
  const bare = (text: string): string =>
    text
      .replace(/\{#[^}]*\}|[*_`#]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
  const written = block.leaves.map((leaf) => source.slice(leaf.start, leaf.end)).join(' ');
  return bare(written) === bare(name);
}
