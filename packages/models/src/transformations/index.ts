import type { Facet, Projection, Reason } from '@attune/contract';
import { advancedCondense } from './advanced-condense/index.ts';
import { advancedDepth } from './advanced-depth/index.ts';
import { aiContext } from './ai-context/index.ts';
import { beginnerSimplify } from './beginner-simplify/index.ts';
import { cloudHardware } from './cloud-hardware/index.ts';
import { correction } from './correction/index.ts';
import { educationStage } from './education-stage/index.ts';
import { explainCode } from './explain-code/index.ts';
import { goalFraming } from './goal-framing/index.ts';
import { hardwareNotes } from './hardware-notes/index.ts';
import { jetsonHardware } from './jetson-hardware/index.ts';
import { readerContextFor } from './reader-context/index.ts';
import { roboticsContext } from './robotics-context/index.ts';
import { roleFraming } from './role-framing/index.ts';
import { simulatorAlternatives } from './simulator-alternatives/index.ts';
import type { Transformation } from './transformation.ts';
import { translate } from './translate/index.ts';

export { correction } from './correction/index.ts';
export type { Action, Transformation } from './transformation.ts';

/** What is done for certain answers. */
const NAMED = [
  beginnerSimplify,
  explainCode,
  advancedCondense,
  advancedDepth,
  roboticsContext,
  aiContext,
  simulatorAlternatives,
  jetsonHardware,
  cloudHardware,
  hardwareNotes,
  roleFraming,
  goalFraming,
  educationStage,
  translate,
] as const;

/** Why nothing is done for an answer, where that is on purpose. */
export const neutralReason = ({ facet, value }: Reason): string | undefined =>
  NAMED.map(({ neutral }) => neutral?.[facet]?.[value]).find((why) => why !== undefined);

const isCovered = (reason: Reason): boolean =>
  neutralReason(reason) !== undefined ||
  NAMED.some(({ applies }) => applies({ [reason.facet]: reason.value }, []) !== undefined);

/** All of them, in the order in which a model is told of them. */
export const TRANSFORMATIONS: readonly Transformation[] = [...NAMED, readerContextFor(isCovered), correction];

/** A transformation with the answers that call for it. */
export interface Called {
  readonly transformation: Transformation;
  readonly reasons: readonly Reason[];
}

/**
 * What is to be done for a reader. Nothing, where none of their answers calls for anything: then no model need be asked. What is wrong in a
 * text is looked for only along with other work.
 */
export function calledFor(projection: Projection, facets: readonly Facet[], language?: string): Called[] {
  const called = TRANSFORMATIONS.flatMap((transformation): Called[] => {
    const reasons = transformation.applies(projection, facets, language);
    return reasons ? [{ transformation, reasons }] : [];
  });
  return called.length === 1 && called[0]?.transformation === correction ? [] : called;
}

/** Whether a reader's page is to become shorter. */
export const condenses = (called: readonly Called[]): boolean =>
  called.some(({ transformation }) => transformation === advancedCondense);

/** Whether something in a chapter is new to this reader: then it has a running example. */
export const isNewcomer = ({ transformation: { newcomers = {} }, reasons }: Called): boolean =>
  newcomers === 'all' || reasons.some(({ facet, value }) => newcomers[facet]?.includes(value) === true);
