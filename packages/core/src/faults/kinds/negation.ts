import type { Fault } from '../answer.ts';
import { URDU } from '../banks/urdu.ts';
import { NEGATION } from '../reading.ts';
import { changeOne, isInsert, textsOf, withText } from './change.ts';

const NEGATIONS = 'negations and safety words not lost (design, checks)';

/** Ways in which a denial is lost, each only where the word denies: "not only" and "no matter" do not. */
const LOSSES: readonly (readonly [RegExp, string])[] = [
  [/\bmust not\b(?! only)/i, 'must'],
  [/\bshould not\b(?! only)/i, 'should'],
  [/\b(do|does|did|is|are|was|were|will|would|can|could|may|has|have) not\b(?! only| just| necessarily)/i, '$1'],
  [/\bcannot\b/i, 'can'],
  [/\bcan['’]t\b/i, 'can'],
  [/\b(do|does|did|is|are|was|were|would|could|should|has|have)n['’]t\b(?! only| just)/i, '$1'],
  [/\bwon['’]t\b/i, 'will'],
  [/\bnever\b/i, 'always'],
  [/\bwithout\b/i, 'with'],
];
const MUST_NOT: readonly (readonly [RegExp, string])[] = [
  [/\bmust not\b/i, 'must'],
  [/\b(must|should)n['’]t\b/i, '$1'],
  [/\bshould not\b/i, 'should'],
  [/\bdo not\b(?= [a-z])/i, 'do'],
  [/\bdon['’]t\b(?= [a-z])/i, 'do'],
];

const lose =
  (losses: readonly (readonly [RegExp, string])[]): Fault['inject'] =>
  (edit, context, random) => {
    if (edit.action !== 'rewrite' || context.language !== 'en') return undefined;
    return changeOne(edit, context, random, (text, source) => {
      const loss = losses.find(([pattern]) => pattern.test(text) && pattern.test(source));
      return loss && text.replace(...loss);
    });
  };

/** There, "hazard" is a name. */
const HAZARD_LIGHTS = /hazard.?lights?/i;
const WARNINGS =
  /\b(?:Warning|Caution|Danger): |\b(?:dangerous|hazardous|unsafe|emergency|hazards?(?! a )|danger|injury|fatal|warning|caution)\b ?/gi;

/** "NO1" and "NO means normally open"; and turns of phrase that another language says without a denial, if at all. */
const DENIES_NOTHING =
  /\bNO\b|\b(?:[Nn]ot (?:only|just|merely|simply)|whether or not|or not|if not|nothing (?:more|less) than)\b/g;

export const NEGATION_FAULTS: readonly Fault[] = [
  { name: 'negation dropped', from: NEGATIONS, inject: lose(LOSSES) },
  { name: '"must not" as "must"', from: NEGATIONS, inject: lose(MUST_NOT) },
  {
    name: 'negations dropped in Urdu',
    from: NEGATIONS,
    inject: (edit, { language, sources }) => {
      if (isInsert(edit) || language !== 'ur') return undefined;
      const texts = textsOf(edit);
      const denied = [...URDU.negations, URDU.negation];
      const index = sources.findIndex(
        (source, at) =>
          source.replaceAll(DENIES_NOTHING, ' ').search(NEGATION) >= 0 &&
          denied.some((word) => texts[at]?.includes(word)),
      );
      if (index < 0) return undefined;
      const text = URDU.negations.reduce(
        (left, sentence) => left.replaceAll(sentence, sentence.replace(/ (?:نہیں|کے بغیر)/g, '')),
        texts[index] as string,
      );
      const lost = text.replaceAll(` ${URDU.negation}`, '');
      return lost === texts[index] ? undefined : withText(edit, index, lost);
    },
  },
  {
    name: 'safety word dropped',
    from: NEGATIONS,
    inject: (edit, context, random) => {
      if (edit.action !== 'rewrite' || context.language !== 'en') return undefined;
      return changeOne(edit, context, random, (text, source) =>
        source.search(WARNINGS) < 0 || text.search(WARNINGS) < 0 || HAZARD_LIGHTS.test(context.chapter.source)
          ? undefined
          : text.replaceAll(WARNINGS, ''),
      );
    },
  },
  {
    name: 'safety words dropped in Urdu',
    from: NEGATIONS,
    inject: (edit, { language, sources }) => {
      const texts = textsOf(edit);
      const index = texts.findIndex(
        (text, at) =>
          text.includes(URDU.safety) &&
          text.length > URDU.safety.length &&
          (sources[at] ?? '').search(WARNINGS) >= 0 &&
          // A kept term such as "emergency stop" still warns.
          text.search(WARNINGS) < 0,
      );
      if (isInsert(edit) || language !== 'ur' || index < 0) return undefined;
      return withText(edit, index, (texts[index] as string).replace(URDU.safety, 'یہ کام آرام سے ہو جاتا ہے۔'));
    },
  },
];
