/** Function words, by language: what prose in it cannot do without. */
const COMMON: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'the of and is are was to that it its with for this these you your not be as by from on or when which what an in at a if so has have can',
    de: 'der die das und ist nicht ein eine mit für auf von den dem sich auch wird sind zu als',
    fr: 'le les des est et dans pour une qui sur avec pas vous nous ce cette sont du',
    es: 'el los las que por para con una es del se su como más pero está son y',
    pt: 'o os as que não com uma um é para por do da em se são mais você',
    it: 'il lo gli che è di una per con non sono della del nel si più',
    nl: 'de het een en van is niet dat met voor op zijn aan ook wordt',
    roman: 'hai hain ka ki ke ko mein aur se nahi yeh woh kya liye par bhi hota hoti karta karti',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** Letters that Urdu has and Arabic and Persian have not. */
const URDU = /[ٹڈڑےںھہ]/u;
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Han', 'Hiragana', 'Katakana'],
  Kore: ['Hangul', 'Han'],
  Hans: ['Han'],
  Hant: ['Han'],
  Arab: ['Arabic'],
  Cyrl: ['Cyrillic'],
  Deva: ['Devanagari'],
  Beng: ['Bengali'],
  Grek: ['Greek'],
  Hebr: ['Hebrew'],
  Thai: ['Thai'],
};

const scriptPattern = (tag: string): RegExp | undefined => {
  const names = SCRIPTS[new Intl.Locale(tag).maximize().script ?? ''];
  return names && new RegExp(names.map((name) => `\\p{Script=${name}}`).join('|'), 'u');
};

/** Whether prose is in a language (BCP-47 tag), as far as script, letters and function words tell. Too little to tell from passes. */
export function isIn(language: string, prose: string): boolean {
  // A single Greek letter is a quantity, whatever the language round it.
  const words = (prose.match(/\p{L}[\p{L}\p{M}'’\u200C\u200D]*/gu) ?? []).filter(
    (word) => language.startsWith('el') || !/^\p{Script=Greek}$/u.test(word),
  );
  if (words.length < 3) return true;
  const script = scriptPattern(language);
  if (!script) return isLatin(language.split('-')[0] ?? language, words);
  // English terms stand in such prose, and code; the sentences are not English.
  const own = words.filter((word) => script.test(word));
  if (own.length === 0) return !isSentence(words);
  const needed = words.length >= 8 ? 0.3 : 0.2;
  if (own.length / words.length < needed && isSentence(words)) return false;
  return !language.startsWith('ur') || own.length < 8 || URDU.test(prose);
}

/** The same of prose that could as well be in `other`: too little to tell is not enough. */
export const isRatherIn = (language: string, other: string, prose: string): boolean =>
  isIn(language, prose) && !isIn(other, prose);

const isSentence = (words: readonly string[]): boolean =>
  words.length >= 9 || words.some((word) => COMMON['en']?.has(word.toLowerCase()) === true && word.length > 1);

function isLatin(language: string, words: readonly string[]): boolean {
  const latin = words.filter((word) => /\p{Script=Latin}/u.test(word)).length;
  if (latin / words.length < 0.7) return false;
  if (words.length < 6) return true;
  const count = (known: ReadonlySet<string>): number => words.filter((word) => known.has(word.toLowerCase())).length;
  const own = count(COMMON[language] ?? new Set());
  const others = Object.entries(COMMON).filter(([other]) => other !== language);
  const most = Math.max(...others.map(([, known]) => count(known)));
  return !(most >= 3 && most > own * 1.5);
}
