import { atLevel } from '../levels.ts';
import { forAnswers } from '../transformation.ts';

/**
 * Applies to the highest level (`programming_experience`: Advanced, advanced; the last option of a book's own level facet). May rewrite
 * prose more briefly. After it every claim, number, condition, term and reference stands, in whole sentences. Help for novices harms experts
 * (traps.md, Reading and teaching).
 */
export const advancedCondense = forAnswers({
  name: 'advanced-condense',
  may: ['rewrite'],
  also: atLevel('expert'),
  always: `Condense as carefully as one explains to a novice. Wanted are paragraphs and lists that spell out what an expert in programming sees at once: common notions defined, steps walked through, a motivation at length, the same thing said twice. Rewrite each to half or two thirds of its length, in whole, well-built sentences with the author's voice and wit; several loose sentences become one exact one. Every claim, number, condition, reason, warning, term and reference stays; only the words round them go. No squeezed sentences, dropped verbs or chains of semicolons; no definition and no example goes silently. Leave what is dense already, what is surprising, what concerns a field outside this reader's own, and anything of which less than a fifth would go: a changed word here and there helps nobody.`,
  planning: 'About a third of the prose blocks can be condensed. Passages marked `basics` are folded away: leave them.',
  values: { programming_experience: { Advanced: '', advanced: '' } },
  holds: 'Shorter, and nothing said is lost.',
});
