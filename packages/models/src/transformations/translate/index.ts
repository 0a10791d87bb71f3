import type { Transformation } from '../transformation.ts';

const ALWAYS = `Write in the language asked for, from the author's text itself, as a good textbook in that language is written: say what the sentence says, in the order and rhythm that the language wants, nothing word by word. Every block asked for is put into it whole, headings, list items and table cells too, with the plan's help woven in as it is written. The glossary's words are used as it has them. A term that it keeps in English, a name, an abbreviation and whatever stands in \`code\` stays in Latin letters, spelled as in the source; all round them is the language itself: no English sentences, no English half-sentences. Digits, units and signs stay as in the source (0.12 rad, 200 Hz). A heading, cell or item of nothing but such terms is given back as it is.`;

const BY_LANGUAGE: Readonly<Record<string, string>> = {
  ur: `Urdu: modern, plain and fluent, as an Urdu-speaking engineer teaches, addressing the reader as آپ. Everyday words in Urdu, established loans in Urdu script (روبوٹ، کمپیوٹر، موٹر، پروگرام), the field's terms in Latin letters with Urdu grammar round them: "جس node کو کچھ کہنا ہو وہ اس topic پر publisher بناتا ہے؛ جسے سننا ہو وہ subscriber بناتا ہے۔" Never Urdu in Latin letters, never an English term spelled in Urdu letters where the glossary keeps it, never Arabic or Persian phrasing where Urdu has its own. Active verbs, one thought a sentence; an English chain of clauses becomes two or three Urdu sentences. Full stop ۔ comma ، question mark ؟. A blank after a closing ** or *, and the full stop inside or after it as the blank allows.`,
};

/**
 * Applies where the reader's language is one that the book offers and not the chapter's. May rewrite, and must: all prose is put into that
 * language, at the reader's level. After it code, numbers, marks and the terms that the glossary keeps in English are as they were.
 */
export const translate: Transformation = {
  name: 'translate',
  may: ['rewrite'],
  applies: (_projection, facets, language) => {
    const facet = facets.find(({ axis }) => axis === 'language');
    const option = facet?.options.find((candidate) => candidate.language === language);
    if (language === undefined || !facet || !option) return undefined;
    return [{ facet: facet.id, value: option.value }];
  },
  prompt: (_reasons, language) => {
    const own = BY_LANGUAGE[language?.toLowerCase().split('-')[0] ?? ''];
    return own === undefined ? ALWAYS : `${ALWAYS}\n${own}`;
  },
  holds: 'All prose is in the language; code, digits, marks and kept terms are as they were.',
  neutral: {
    preferred_language: {
      English: 'it is the language of the chapter: where it is not, the chapter is put into English',
      en: 'it is the language of the chapter: where it is not, the chapter is put into English',
      Other: 'it names no language that the book offers, so the chapter’s own stays',
    },
  },
  texts: [ALWAYS, ...Object.values(BY_LANGUAGE)],
};
