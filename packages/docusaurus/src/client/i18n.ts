import languages from '@generated/attune/default/languages.js';
import texts from '@generated/attune/default/strings.json';
import { createI18n, type Messages, type Translations } from '@nanostores/i18n';
import { MESSAGES } from '../strings/messages.ts';
import { TRANSFORMATIONS } from '../strings/transformations.ts';
import { $language, siteLanguage } from './language.ts';

/** The site's own language is in the page; others are fetched when a reader has chosen them. */
const i18n = createI18n($language, {
  baseLocale: siteLanguage,
  get: async (language) => languages[language]?.() ?? {},
});

/** English strings in the language of the site, as far as there are any. */
function inSiteLanguage<Strings extends object>(name: string, strings: Strings): Strings {
  const own = texts[name] ?? {};
  const translated = Object.entries(strings).map(([key, english]: [string, string | object]) => {
    const text = own[key] ?? english;
    return [key, typeof english === 'string' || text === english ? text : { ...english, input: text }];
  });
  return Object.fromEntries(translated) as Strings;
}

/** A component's strings in the interface's language. */
export const stringsOf = <Strings extends Translations>(name: string, strings: Strings): Messages<Strings> =>
  i18n(name, inSiteLanguage(name, strings));

/** The strings of the interface. */
export const messages = stringsOf('attune', MESSAGES);

/** As they stand in the static page, whatever language has been loaded since. */
export const messagesOfPage = messages.value ?? messages.get();

/** What the transformations did, said to a reader. */
export const transformations = stringsOf('transformations', TRANSFORMATIONS);
