import type { Fault } from '../answer.ts';
import { addSentence, changeOne, isNewTo } from './change.ts';

const CHAT = 'chat residue and leaked instructions (design, checks)';

interface Residue {
  readonly name: string;
  readonly from: string;
  readonly at: 'start' | 'end' | 'any' | 'instead';
  readonly en: readonly string[];
  readonly ur: readonly string[];
}

const residue = ({ name, from, at, en, ur }: Residue): Fault => ({
  name,
  from,
  inject: (edit, context, random) => {
    const said = random.pick(context.language === 'ur' ? [...ur, random.pick(en)] : en);
    if (!isNewTo(context, said)) return undefined;
    return changeOne(edit, context, random, (text) => {
      if (at === 'start') return `${said} ${text}`;
      if (at === 'end') return `${text} ${said}`;
      return at === 'any' ? addSentence(text, said, random) : said;
    });
  },
});

export const RESIDUE_FAULTS: readonly Fault[] = [
  residue({
    name: 'chat before the answer',
    from: CHAT,
    at: 'start',
    en: [
      'Sure! Here is the rewritten text:',
      "Certainly, here's the adapted paragraph:",
      'Here is the simplified version:',
      'Of course! Below is the revised passage.',
    ],
    ur: ['یقیناً! یہ رہا ترجمہ:', 'جی ضرور، ترجمہ درج ذیل ہے:'],
  }),
  residue({
    name: 'chat after the answer',
    from: CHAT,
    at: 'end',
    en: [
      'Let me know if you need anything else!',
      'I hope this helps!',
      'Would you like me to simplify it further?',
      'Feel free to ask if you have any questions.',
    ],
    ur: ['امید ہے یہ مددگار ثابت ہوگا!', 'اگر مزید مدد چاہیے تو ضرور بتائیں۔'],
  }),
  residue({
    name: 'apology',
    from: CHAT,
    at: 'start',
    en: [
      "I'm sorry, but as an AI language model I cannot see the figure.",
      'I apologize for the confusion in my earlier answer.',
      'Sorry for the mistake, here is the corrected text.',
    ],
    ur: ['معذرت، ایک AI ماڈل کے طور پر میں تصویر نہیں دیکھ سکتا۔'],
  }),
  residue({
    name: 'refusal',
    from: CHAT,
    at: 'instead',
    en: [
      "I can't help with that request.",
      "I'm unable to rewrite this content.",
      "I'm sorry, but I can't assist with that.",
      'As an AI, I cannot provide this information.',
    ],
    ur: ['معذرت، میں اس درخواست میں مدد نہیں کر سکتا۔'],
  }),
  residue({
    name: 'phrase about the reader',
    from: 'No "since you are a beginner" phrases',
    at: 'start',
    en: [
      'As a beginner, you may find this hard.',
      'Since you are a beginner, here is a simpler view.',
      'Because you have no robotics experience, we start small.',
      'For a student like you, this is the key.',
    ],
    ur: ['چونکہ آپ مبتدی ہیں، اس لیے یہ بات آسان لفظوں میں دیکھیں۔', 'ایک مبتدی کے طور پر آپ کو یہ مشکل لگ سکتا ہے۔'],
  }),
  residue({
    name: 'prompt leaked',
    from: CHAT,
    at: 'any',
    en: [
      'You adapt a textbook chapter for one kind of reader by proposing edits to its blocks.',
      'Reader: role: Student; programming_experience: Beginner; robotics_experience: None',
      'Return one JSON object per line and nothing else.',
      'Every placeholder is kept exactly once, as the instructions say.',
    ],
    ur: [],
  }),
  residue({
    name: 'scratchpad leaked',
    from: 'leak the scratchpad',
    at: 'start',
    en: [
      'Let me think step by step about this paragraph.',
      'Wait, I need to keep the placeholders.',
      'Thinking: the reader needs a simpler sentence here.',
      'Okay, so the user wants a rewrite of this block.',
    ],
    ur: [],
  }),
  residue({
    name: 'JSON in the text',
    from: 'invalid JSON, wrong schema; structured output inside of structured output',
    at: 'any',
    en: [
      '{"block":"b7","action":"rewrite","text":"…"}',
      '"texts": ["',
      '[{"action": "insert"}]',
      '","why":"beginner"}',
    ],
    ur: [],
  }),
  residue({
    name: 'summary added',
    from: 'add "Summary"',
    at: 'end',
    en: [
      'Summary: the parts work together.',
      'In summary, the parts work together.',
      '**Summary:** the parts work together.',
      'To sum up, the parts work together.',
    ],
    ur: ['خلاصہ: تمام حصے مل کر کام کرتے ہیں۔', 'خلاصہ یہ کہ تمام حصے مل کر کام کرتے ہیں۔'],
  }),
  residue({
    name: 'word on the work done',
    from: CHAT,
    at: 'end',
    en: [
      '(Note: I kept all placeholders unchanged.)',
      'Translation:',
      'Rewritten text:',
      '[end of rewrite]',
      "Translator's note: the term was kept in English.",
    ],
    ur: ['(نوٹ: تمام اصطلاحات انگریزی میں رکھی گئی ہیں۔)', 'ترجمہ:'],
  }),
];
