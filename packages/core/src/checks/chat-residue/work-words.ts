/**
 * Words of one kind: such as a book has only where it speaks of its own text (in real books fewer than one sentence in a thousand has one
 * that its chapter has nowhere else), such as hardly mean anything else, and such as a book has for other things.
 */
export interface WordKind {
  readonly sure: RegExp;
  readonly strong: RegExp;
  readonly weak: RegExp;
}

/** Words with a blank or a letter's class in them: `_` stands for a blank. */
const english = (words: string): RegExp => new RegExp(String.raw`\b(?:${words.trim().split(/\s+/).join('|')})\b`, 'gi');
const urdu = (words: string): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${words.trim().split(/\s+/).join('|').replaceAll('_', ' ')})(?!\p{L})`, 'gu');

export type WorkKind = 'text' | 'work' | 'people' | 'task' | 'talk' | 'model';

/** Matches nothing. */
const NONE = /(?!)/gu;

/** Kinds of words of which talk about the work on a text is made. One kind alone stands in any book. */
export const WORK_WORDS: Readonly<Record<WorkKind, { readonly en: WordKind; readonly ur: WordKind }>> = {
  /** The text. */
  text: {
    en: {
      sure: english('paragraph wording phrasing prose drafts? jargon idioms? gloss glosses primer'),
      strong: english('paragraphs sentences? passages? register vocabulary'),
      weak: english(
        'texts? words? version versions copy blocks? leaf tone style literal analogy analogies original english urdu \\w*translat\\w* explanations? summary introduction intro content meaning lines? section sections chapter',
      ),
    },
    ur: {
      strong: urdu('ترجمہ ترجمے ورژن لہجہ'),
      sure: urdu('متن عبارت پیراگراف مسودہ'),
      weak: urdu('تحریر جملہ جملے جملوں انداز اصطلاح اصطلاحات اصطلاحیں وضاحت خلاصہ لفظ الفاظ لفظی مفہوم حصہ'),
    },
  },
  /** What was done with it. */
  work: {
    en: {
      sure: english('re-?word\\w* rephras\\w+ paraphras\\w+ simplification rewrote readability glossed reworked'),
      strong: english('rewrit\\w+ adaptation adapting friendlier toned loosened summari[sz]ed'),
      weak: english(
        'simplif\\w+ simpler plain plainer easier adapted adapt cleaned preserv\\w+ unchanged altered alter untouched intact omitted shorten\\w* shorter condens\\w+ clarif\\w+ polish\\w* tailored edited edits? revised kept written generated trimmed translated? adjusted skipped',
      ),
    },
    ur: {
      sure: NONE,
      strong: urdu('دوبارہ_لکھ\\p{L}* لکھا_گیا لکھی_گئی چھیڑا تیار_کردہ آسان_کر\\p{L}* آسان_کیا آسان_بنا\\p{L}*'),
      weak: urdu('آسان سادہ مختصر دوبارہ برقرار رہنے_د\\p{L}+ لکھ\\p{L}* بدلا بدلی چھوڑ\\p{L}* تبدیل حذف مشکل'),
    },
  },
  /** Who reads it or wrote it. */
  people: {
    en: {
      strong: english('readers? novices? newcomers? writers?'),
      sure: english('audience persona'),
      weak: english('beginners? learners? students? authors? grade level profile somebody someone user'),
    },
    ur: {
      sure: urdu('قاری قارئین'),
      strong: urdu('لکھنے_وال\\p{L} پڑھنے_وال\\p{L} مترجم ترجمہ_نگار'),
      weak: urdu('مصنف مبتدی ابتدائی طالب_علم طلبہ ماہرین سطح صارف'),
    },
  },
  /** What was asked. */
  task: {
    en: {
      sure: NONE,
      strong: english('placeholders? requested instructed constraints prompt prompts json markdown reminder'),
      weak: english(
        'requests? tasks? instructions? guidelines? asked output outputs input inputs response responses respond markers? masks? marks format requirements?',
      ),
    },
    ur: {
      strong: urdu('فرمائش آؤٹ_پٹ JSON یاد_دہانی'),
      sure: NONE,
      weak: urdu('مطلوبہ درخواست ہدایت ہدایات مانگا کہا سوالات سوال جواب نشان نشانات علامات حد'),
    },
  },
  /** A talk. */
  talk: {
    en: {
      sure: english('disclaimer'),
      strong: english('feedback thoughts unclear regret apolog\\w+ sorry hopefully thanks'),
      weak: english(
        'help hope prefer afraid please happy glad questions? anything mind attempt available thank ask guess verify mistakes double-?check check checked checking',
      ),
    },
    ur: {
      sure: NONE,
      strong: urdu('رائے معذرت شکریہ حاضر_ہ\\p{L}+ رابطہ_کر\\p{L}+ بلا_تکلف آپ_کے_لیے پسند امید'),
      weak: urdu('مدد افسوس انتظار چیک کوشش مشورہ مناسب سوال تصدیق'),
    },
  },
  /** A model. */
  model: {
    en: {
      sure: english('chatbot'),
      strong: english('ai assistant tutor'),
      weak: english('model automated automatically machine-\\w+ training'),
    },
    ur: { sure: NONE, strong: urdu('AI اے_آئی معاون'), weak: urdu('ماڈل خودکار مشینی مشین') },
  },
};
