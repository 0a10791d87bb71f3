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
  always: `Nearly all of the text stays as the author wrote it. Condensed are only whole paragraphs or lists that do nothing but spell out what every expert in programming knows (a common notion defined at length, a motivation told twice): such a one is said in half its length or less, in whole, well-built sentences, by one change from its first words to its last. Every claim, number, condition, reason, warning, term and reference stays. Definitions that the author sets apart, examples, figures of speech and whatever concerns a field outside this reader's own are not touched.`,
  planning:
    'At most three blocks of a chapter, and none where there are no such ones. Passages marked `basics` are folded away: leave them.',
  values: { programming_experience: { Advanced: '', advanced: '' } },
  holds: 'Shorter, and nothing said is lost.',
});
