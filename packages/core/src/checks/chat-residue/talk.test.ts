import type { Edit } from '@attune/contract';
import { hashText } from '@attune/contract/project';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { HELD_OUT_ENGLISH, HELD_OUT_URDU } from './held-out-residues.ts';
import { chatResidue } from './index.ts';
import { ENGLISH_LESSONS, URDU_LESSONS } from './lessons.ts';
import { ENGLISH_TALK } from './residues-english.ts';
import { URDU_TALK } from './residues-urdu.ts';

const book = testBook();
const chapter = testChapter('Two programs meet on a channel. One of them writes to it, the other reads.', book);

/** Sound texts for the block, in which talk is put. */
const SOUND = {
  en: [
    'Two programs meet on a channel, like two people at a market stall.',
    'One writes to it, and the other one reads.',
  ],
  ur: ['دو پروگرام ایک راستے پر ملتے ہیں۔', 'ایک اس پر لکھتا ہے اور دوسرا پڑھتا ہے۔'],
} as const;
type Language = keyof typeof SOUND;

/** Before, between or after the sound sentences, by lot. */
function weave(sentence: string, language: Language): Edit {
  const [first, last] = SOUND[language];
  const texts = [
    [sentence, first, last],
    [first, sentence, last],
    [first, last, sentence],
  ].map((sentences) => sentences.join(' '));
  const text = texts[Number.parseInt(hashText(sentence).slice(0, 4), 16) % texts.length] as string;
  const block = chapter.blocks[0]?.id as string;
  return { block, action: 'rewrite', tag: 'x', why: [], texts: [text], ...(language === 'ur' ? { language } : {}) };
}

const refused = (sentences: readonly string[], language: Language): string[] =>
  sentences.filter((sentence) => chatResidue.check(weave(sentence, language), chapter, book) !== undefined);
const passed = (sentences: readonly string[], language: Language): string[] => {
  const found = new Set(refused(sentences, language));
  return sentences.filter((sentence) => !found.has(sentence));
};

/** Least share that is refused, typed from a measured run. Of what was held out: when it was first looked at. */
const FLOORS = { known: 0.82, heldOut: 0.22 };

describe('talk of a model', () => {
  it.each([
    ['known', ENGLISH_TALK, URDU_TALK, FLOORS.known],
    ['held out', HELD_OUT_ENGLISH, HELD_OUT_URDU, FLOORS.heldOut],
  ] as const)('that is %s is refused as often as measured', (name, english, urdu, floor) => {
    const [inEnglish, inUrdu] = [refused(english, 'en').length, refused(urdu, 'ur').length];
    console.log(`${name}: ${inEnglish} of ${english.length} in English, ${inUrdu} of ${urdu.length} in Urdu`);
    expect((inEnglish + inUrdu) / (english.length + urdu.length)).toBeGreaterThanOrEqual(floor);
  });

  it('is there in hundreds', () => {
    expect(ENGLISH_TALK.length + URDU_TALK.length).toBeGreaterThanOrEqual(400);
    expect(HELD_OUT_ENGLISH.length + HELD_OUT_URDU.length).toBeGreaterThanOrEqual(100);
    expect(ENGLISH_LESSONS.length + URDU_LESSONS.length).toBeGreaterThanOrEqual(200);
  });
});

describe('sentences of textbooks that sound like it', () => {
  it('pass', () => {
    expect(passed(ENGLISH_LESSONS, 'en')).toEqual(ENGLISH_LESSONS);
    expect(passed(URDU_LESSONS, 'ur')).toEqual(URDU_LESSONS);
  });
});
