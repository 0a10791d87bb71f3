import languages from '@generated/attune/default/languages.js';
import i18n from '@generated/i18n';
import { atom, computed } from 'nanostores';
import type { Facet, Profile } from '@attune/contract';
import { $answers } from './reader.ts';
import { $preview } from './preview.ts';
import { isDevelopment } from './site.ts';
import { rememberedChoice } from './storage.ts';

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The book's facets, once they are there. */
export const $facets = atom<readonly Facet[]>([]);

/** BCP-47 tag of the language that answers ask for. */
export function languageOf(profile: Profile, facets: readonly Facet[]): string | undefined {
  const facet = facets.find((candidate) => candidate.axis === 'language');
  const answer = facet && profile[facet.id];
  return facet?.options.find((option) => option.value === answer)?.language;
}

/** The first of a language's tags in which there are strings: those of `pt-BR`, else those of `pt`. */
const translated = (tag: string): string | undefined =>
  [tag, tag.split('-')[0] ?? tag].find((one) => one === 'en' || languages[one] !== undefined);

/** Language of the interface for whoever has not chosen another: that of the site's locale, where it has been translated, else English. */
export const siteLanguage: string = translated(i18n.currentLocale) ?? 'en';

/** What the interface was last in: so it begins, before the facets are there to tell. */
const $lastLanguage = rememberedChoice<string>('language', [siteLanguage, 'en', ...Object.keys(languages)]);

/** Language of the interface: the reader's, where it has been translated, else the site's; of an author in development, that of the preview. */
export const $language = computed(
  [$answers, $preview, $facets, $lastLanguage],
  ({ profile }, preview, facets, last) => {
    if (facets.length === 0) return last;
    const language = languageOf((isDevelopment ? preview : undefined) ?? profile, facets);
    return (language === undefined ? undefined : translated(language)) ?? siteLanguage;
  },
);

if (typeof window !== 'undefined') $language.listen((language) => $lastLanguage.set(language));

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';

/** For an element whose text is in a language. */
export const writtenIn = (language: string): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } => ({
  lang: language,
  dir: directionOf(language),
});

/** For an element with the author's words. In the browser only. */
export const writtenByAuthor = (): ReturnType<typeof writtenIn> => writtenIn(document.documentElement.lang || 'en');

/** A text of the book's in the interface's language. */
export const localized = (text: { en: string; [tag: string]: string }, language: string): string =>
  text[language] ?? text.en;

/** Answers as a reader reads them: "Hardware: Just a laptop", in the order in which they are asked. */
export function labelled(profile: Profile, facets: readonly Facet[], language: string): string[] {
  return facets.flatMap((facet) => {
    const given = [profile[facet.id] ?? []].flat();
    const labels = facet.options
      .filter(({ value }) => given.includes(value))
      .map(({ label }) => localized(label, language));
    return labels.length === 0 ? [] : [`${localized(facet.label, language)}: ${labels.join(', ')}`];
  });
}
