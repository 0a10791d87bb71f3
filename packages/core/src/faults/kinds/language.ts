import type { Fault } from '../answer.ts';
import { ENGLISH_SENTENCES, OTHERS, URDU_SENTENCES } from '../banks/others.ts';
import { EXAMPLES, NOTES } from '../banks/english.ts';
import { URDU, URDU_NOTES } from '../banks/urdu.ts';
import { sentencesOf } from '../english-answers.ts';
import { MARK, wordsIn } from '../reading.ts';
import { type LanguageBank, weave } from '../weave.ts';
import { addSentence, changeOne, isInsert, textsOf, withText, withTexts } from './change.ts';

const LEFT = 'Leave lines untranslated: 14.9 % of prose lines of 8+ words';
const SCRIPT = 'Language test: script + the letters ٹ ڈ ڑ ے ں ھ ہ; `tinyld/light` answers Arabic for Urdu';

/** Fewer words may be names and terms, which stay as they are. */
const ENOUGH_WORDS = 8;

/** The same marks, numbers and terms in sentences of another language. */
const inLanguage = (name: string, asked: 'en' | 'ur', bank: LanguageBank, from = SCRIPT): Fault => ({
  name,
  from,
  inject: (edit, context, random) => {
    const { book, sources, language } = context;
    if (edit.action !== 'rewrite' || language !== asked) return undefined;
    const texts = sources.map((source) => weave(source, { book, bank, random }));
    const own = texts.map((text) => bank.sentences.filter((sentence) => text.includes(sentence)).join(' '));
    // Clauses hold few words beside their terms; a whole sentence of the bank leaves no doubt.
    return wordsIn(own.join(' ')) < ENOUGH_WORDS ? undefined : withTexts(edit, texts);
  },
});

/** Prose words of the source beside names: a title of names and numbers may stay. */
const plainWords = (text: string): number =>
  text.replaceAll(MARK, ' ').match(/(?<![\p{L}\p{N}_.])\p{Ll}{2,}(?![\p{L}\p{N}_.])/gu)?.length ?? 0;

export const LANGUAGE_FAULTS: readonly Fault[] = [
  {
    name: 'source echoed in an Urdu answer',
    from: 'not the source again when the language differs (design, checks)',
    inject: (edit, { language, sources }) =>
      edit.action === 'rewrite' && language === 'ur' && plainWords(sources.join(' ')) >= ENOUGH_WORDS
        ? withTexts(edit, sources)
        : undefined,
  },
  {
    name: 'one leaf left in English',
    from: LEFT,
    inject: (edit, { language, sources }) => {
      if (edit.action !== 'rewrite' || language !== 'ur' || sources.length < 2) return undefined;
      const index = sources.findIndex((source) => plainWords(source) >= ENOUGH_WORDS);
      return index < 0 ? undefined : withText(edit, index, sources[index] as string);
    },
  },
  {
    name: 'one English sentence in an Urdu answer',
    from: LEFT,
    inject: (edit, context, random) => {
      if (isInsert(edit) || context.language !== 'ur') return undefined;
      return changeOne(edit, context, random, (text, source) => {
        const own = sentencesOf(source).filter(
          (sentence) => plainWords(sentence) >= ENOUGH_WORDS && !/[⟦*_\d]/.test(sentence),
        );
        return addSentence(text, random.pick([...own, ...ENGLISH_SENTENCES]), random);
      });
    },
  },
  {
    name: 'one Urdu sentence in an English answer',
    from: LEFT,
    inject: (edit, context, random) =>
      context.language === 'en' && !/\p{Script=Arabic}/u.test(context.chapter.source)
        ? changeOne(edit, context, random, (text) => addSentence(text, random.pick(URDU_SENTENCES), random))
        : undefined,
  },
  inLanguage('Urdu where English was asked', 'en', URDU),
  inLanguage('French where English was asked', 'en', OTHERS.french),
  inLanguage('Arabic for Urdu', 'ur', OTHERS.arabic),
  inLanguage('Persian for Urdu', 'ur', OTHERS.persian),
  inLanguage('Hindi for Urdu', 'ur', OTHERS.hindi),
  inLanguage('roman Urdu for Urdu', 'ur', OTHERS.romanUrdu),
  inLanguage('French for Urdu', 'ur', OTHERS.french),
  {
    name: 'insert in the wrong language',
    from: 'language and script (design, checks)',
    inject: (edit, { language }, random) => {
      if (!isInsert(edit) || textsOf(edit).join().includes('`')) return undefined;
      const text = random.pick(language === 'ur' ? [...NOTES, ...EXAMPLES] : URDU_NOTES);
      return { ...edit, text };
    },
  },
];
