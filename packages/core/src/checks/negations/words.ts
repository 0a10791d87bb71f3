/** Words that deny, in English and Urdu, and those that stand for them in a turn of phrase. */
export const NEGATION =
  /(?<![\p{L}])(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|cannot|without|[a-z]+n['’]t)(?![\p{L}'’])|(?<!\p{L})(?:نہیں|نہ|مت|ناں|بغیر|بلا|ہرگز)(?!\p{L})/giu;
export const DENIAL =
  /(?<![\p{L}])(?:unable|impossible|instead|rather|fails?|failed|failing|lacks?|lacking|avoids?|avoid(?:ed|ing)|refuses?|forbid(?:s|den)?|prohibit(?:s|ed)?|only|unless|except|hardly|barely|far from|free of|stops?|prevents?|else|absent|missing|ignor(?:e|es|ed|ing)|skip(?:s|ped)?|irrelevant|any ?more|dropped|ended|gone|removed|retired|disabled|former(?:ly)?|used to|beyond|outside|irrelevant|unaware|blind|wrong|false|zero|less|any|despite|un\p{L}{4,}|in(?:dependent|correct|valid|visible|complete|accurate)\p{L}*|im(?:possible|proper)\p{L}*|dis\p{L}{4,}|\p{L}+less(?:ly)?)(?!\p{L})|(?<!\p{L})(?:ناممکن|بجائے|سوائے|غیر\p{L}*|بے|روک\p{L}*|محروم|منع|گریز|لاعلم|انکار|ناکام\p{L}*)(?!\p{L})/giu;

/** Turns of phrase that have such a word and deny nothing, or that are said otherwise without one. */
const IDIOM =
  /(?<!\p{L})(?:not (?:only|just|merely|simply|to mention|least|until)|whether or not|or not|if not|why not|no (?:matter|doubt|wonder|sooner|fewer than|less than|more than)|nothing (?:but|more than|less than)|no\.?(?=\s?\d)|can(?:not| not|['’]t) (?:but|help but))(?!\p{L})/giu;

export const withoutIdioms = (text: string): string => text.replace(IDIOM, ' ');

/** Short forms written out, so that "cannot" and "can not" deny alike. */
export const writtenOut = (text: string): string =>
  text
    .replace(/(?<!\p{L})cannot(?!\p{L})/giu, 'can not')
    .replace(/(?<!\p{L})(?:can['’]t)(?!\p{L})/giu, 'can not')
    .replace(/(?<!\p{L})(?:won['’]t)(?!\p{L})/giu, 'will not')
    .replace(/(?<=\p{L})n['’]t(?!\p{L})/giu, ' not');

/** Kinds of words that say what must be or what harms: of each that the author's text has one, another says the same. */
export const SAFETY: readonly (readonly [string, RegExp, RegExp])[] = [
  [
    'must',
    /(?<!\p{L})(?:must|mandatory|obligatory)(?!\p{L})/iu,
    /(?<!\p{L})(?:must|has to|have to|had to|having to|needs?|needed|required?|requires|shall|mandatory|obligatory|never|always|essential|necessary|cannot|can['’]t|no choice|make sure|be sure|insist\w*|only|ensure\w*|demands?|obliged|forced?|do not|don['’]t|not allowed|forbidden|has got to|compulsory)(?!\p{L})|لازم|ضروری|ضرورت|چاہی|ہوگا|ہو گا|ہوگی|ہو گی|ہوں گے|پڑ(?:تا|تی|تے|ے|یں|نا)|ہرگز|ہمیشہ|کبھی|مت |نہ |لازماً|یقینی|(?:نا|نی|نے) (?:ہے|ہیں|ہو)|بغیر|صرف|نہیں|must/iu,
  ],
  [
    'never',
    /(?<!\p{L})never(?!\p{L})/iu,
    /(?<!\p{L})(?:never|not|no|nothing|nobody|none|n['’]t|cannot|[a-z]+n['’]t|without|under no circumstances|at no (?:time|point)|always|any)(?!\p{L})|کبھی|ہرگز|مت|نہیں|نہ|بغیر/iu,
  ],
  [
    'danger',
    /(?<!\p{L})(?:danger\p{L}*|hazard\p{L}*|unsafe|emergency|lethal|deadly|injur\p{L}*|electrocut\p{L}*)(?!\p{L})/iu,
    /danger|hazard|emergenc|lethal|deadly|injur|risk|harm|hurt|unsafe|kill|fatal|accident|wound|electrocut|خطر|نقصان|ہنگامی|چوٹ|زخم|مہلک|حادث|ضرر|ایمرجنسی/iu,
  ],
  [
    'warning',
    /(?<!\p{L})(?:warnings?|caution)(?!\p{L})/iu,
    /warn|caution|beware|careful|take care|انتباہ|خبردار|احتیاط|وارننگ|تنبیہ|ہوشیار/iu,
  ],
];
