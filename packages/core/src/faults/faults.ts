import type { Fault } from './answer.ts';
import { CHARACTER_FAULTS } from './kinds/characters.ts';
import { LANGUAGE_FAULTS } from './kinds/language.ts';
import { MARK_FAULTS } from './kinds/marks.ts';
import { MARKUP_FAULTS } from './kinds/markup.ts';
import { NEGATION_FAULTS } from './kinds/negation.ts';
import { NUMBER_FAULTS } from './kinds/numbers.ts';
import { RESIDUE_FAULTS } from './kinds/residue.ts';
import { SHAPE_FAULTS } from './kinds/shape.ts';
import { TERM_FAULTS } from './kinds/terms.ts';
import { TRUNCATION_FAULTS } from './kinds/truncation.ts';

/** Every way to go wrong that traps.md names, each made from nothing but that page and design.md. */
export const FAULTS: readonly Fault[] = [
  ...MARK_FAULTS,
  ...SHAPE_FAULTS,
  ...MARKUP_FAULTS,
  ...NUMBER_FAULTS,
  ...TERM_FAULTS,
  ...LANGUAGE_FAULTS,
  ...TRUNCATION_FAULTS,
  ...RESIDUE_FAULTS,
  ...CHARACTER_FAULTS,
  ...NEGATION_FAULTS,
];
