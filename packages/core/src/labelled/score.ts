import { checkEdit } from '../checks/index.ts';
import type { Book } from '../types.ts';
import type { AlignedBlock } from './align.ts';
import { type Defect, DEFECTS, type LabelledBlock } from './labels.ts';

/** What a check is there to find. What is in no list judges something that a translation has not (glosses, reading level). */
const FINDS: Readonly<Record<string, readonly Defect[]>> = {
  'leaf-count': ['truncated', 'untranslated', 'meaning-lost'],
  placeholders: ['placeholder'],
  'restricted-syntax': ['markup', 'placeholder'],
  'no-new-urls': ['placeholder', 'added'],
  'no-html': ['markup'],
  invisible: ['markup'],
  'chat-residue': ['added'],
  truncation: ['truncated'],
  length: ['truncated', 'added', 'meaning-lost'],
  numbers: ['number'],
  'must-keep': ['meaning-lost'],
  negations: ['meaning-lost'],
  language: ['untranslated', 'wrong-language'],
  'not-the-source-again': ['untranslated'],
};

/** What a rule does not see, but for a lost negation or term: it takes a reader. */
const UNSEEN: readonly Defect[] = ['meaning-lost', 'other'];

/** A labelled block with what the checks say of it. */
export interface Judged {
  readonly label: LabelledBlock;
  readonly agreed: readonly Defect[];
  /** The checks that refuse it. */
  readonly refusedBy: readonly string[];
}

/** Throws at a block that is no longer in the corpus as it was labelled, and at one on which nobody has decided. */
export function judgeLabelled(
  labels: readonly LabelledBlock[],
  aligned: readonly AlignedBlock[],
  book: Book,
): Judged[] {
  const blocks = new Map(aligned.map((block) => [block.id, block]));
  return labels.map((label) => {
    const found = blocks.get(label.id);
    if (!found) throw new Error(`${label.id} is not in the corpus as it was labelled`);
    if (!label.agreed) throw new Error(`${label.id}: the readers differ, and nobody has decided`);
    const errors = checkEdit(found.edit, found.chapter, book).filter(({ severity }) => severity === 'error');
    const agreed = DEFECTS.filter((defect) => label.agreed?.includes(defect));
    return { label, agreed, refusedBy: [...new Set(errors.map(({ check }) => check))] };
  });
}

/** Of `of` things, `found`. */
export interface Share {
  readonly found: number;
  readonly of: number;
}
export const shareOf = ({ found, of }: Share): number => (of === 0 ? 1 : found / of);

export interface Score {
  /** Of what is refused, what has the defect. */
  readonly precision: Share;
  /** Of what has the defect, what is refused. */
  readonly recall: Share;
}

const count = (list: readonly Judged[], is: (judged: Judged) => boolean): number => list.filter(is).length;
const isRefused = ({ refusedBy }: Judged): boolean => refusedBy.length > 0;
const isDefective = ({ agreed }: Judged): boolean => agreed.length > 0;

/** Defective or sound, refused or not: whatever is wrong, and whichever check says so. */
export function scoreAll(judged: readonly Judged[]): Score {
  const found = count(judged, (one) => isRefused(one) && isDefective(one));
  return { precision: { found, of: count(judged, isRefused) }, recall: { found, of: count(judged, isDefective) } };
}

/** Without the blocks that have no other defect than such as no rule sees. */
export const withoutUnseen = (judged: readonly Judged[]): Judged[] =>
  judged.filter(({ agreed }) => agreed.length === 0 || agreed.some((defect) => !UNSEEN.includes(defect)));

/**
 * One kind of defect: precision and recall of the checks that are there to find it. `anyCheck`: how many of those with the defect are
 * refused at all, if for another reason. `noCheck`: there is no such check.
 */
export interface KindScore extends Score {
  readonly kind: Defect;
  readonly anyCheck: Share;
  readonly noCheck: boolean;
}

export function scoreKind(kind: Defect, judged: readonly Judged[]): KindScore {
  const flags = ({ refusedBy }: Judged): boolean => refusedBy.some((check) => FINDS[check]?.includes(kind));
  const has = judged.filter(({ agreed }) => agreed.includes(kind));
  const flagged = judged.filter(flags);
  // A check of two kinds is right with either: it need not tell them apart.
  const isRight = ({ agreed, refusedBy }: Judged): boolean =>
    refusedBy.some((check) => FINDS[check]?.includes(kind) && FINDS[check].some((own) => agreed.includes(own)));
  return {
    kind,
    precision: { found: count(flagged, isRight), of: flagged.length },
    recall: { found: count(has, flags), of: has.length },
    anyCheck: { found: count(has, isRefused), of: has.length },
    noCheck: !Object.values(FINDS).some((kinds) => kinds.includes(kind)),
  };
}

/** A check: of what it refuses, what has any defect, and what has one that it is there to find. */
export function scoreChecks(judged: readonly Judged[]): { check: string; defective: Share; itsKind: Share }[] {
  const checks = [...new Set(judged.flatMap(({ refusedBy }) => refusedBy))].sort();
  return checks.map((check) => {
    const refused = judged.filter(({ refusedBy }) => refusedBy.includes(check));
    const isItsKind = ({ agreed }: Judged): boolean => agreed.some((defect) => FINDS[check]?.includes(defect));
    return {
      check,
      defective: { found: count(refused, isDefective), of: refused.length },
      itsKind: { found: count(refused, isItsKind), of: refused.length },
    };
  });
}

/** How far two readers agree on what is sound, beyond chance: Cohen's kappa (Educ. Psychol. Meas. 20, 1960). */
export function kappaOf(labels: readonly Pick<LabelledBlock, 'first' | 'second'>[]): number {
  const share = (is: (label: Pick<LabelledBlock, 'first' | 'second'>) => boolean): number =>
    labels.filter(is).length / Math.max(1, labels.length);
  const first = share((label) => label.first.includes('sound'));
  const second = share((label) => label.second.includes('sound'));
  const same = share((label) => label.first.includes('sound') === label.second.includes('sound'));
  const byChance = first * second + (1 - first) * (1 - second);
  return byChance === 1 ? 1 : (same - byChance) / (1 - byChance);
}
