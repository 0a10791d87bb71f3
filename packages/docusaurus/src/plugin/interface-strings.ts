import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Facet } from '@attune/contract';
import type { I18n, TranslationFile } from '@docusaurus/types';
import { ACCOUNT } from '../strings/account.ts';
import { DETAILS } from '../strings/details.ts';
import { MESSAGES } from '../strings/messages.ts';
import { TRANSFORMATIONS } from '../strings/transformations.ts';

/** Texts by component and name; one with a number by plural category. */
export type Strings = Record<string, Record<string, string | Record<string, string>>>;

const BUNDLED = fileURLToPath(new URL('../strings/', import.meta.url));
/** Where Docusaurus keeps the translations of the plugin named attune. */
const FILE = 'attune/interface.json';

const textOf = (message: unknown): string | Record<string, string> =>
  typeof message === 'string' ? message : (message as { input: string | Record<string, string> }).input;
const textsOf = (messages: object): Strings[string] =>
  Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, textOf(message)]));
const ENGLISH: Strings = {
  attune: textsOf(MESSAGES),
  details: textsOf(DETAILS),
  account: textsOf(ACCOUNT),
  transformations: textsOf(TRANSFORMATIONS),
};

/** Where a site keeps its translations: `folderOf('ur')` is `…/i18n/ur`. */
type FolderOf = (language: string) => string;

export const localizationFolders =
  (siteDir: string, { path, localeConfigs }: Pick<I18n, 'path' | 'localeConfigs'>): FolderOf =>
  (language) =>
    join(siteDir, path, localeConfigs[language]?.path ?? language);

/** What `docusaurus write-translations` writes for a locale: all texts, in its language where Attune has them. */
export async function translationFile(locale: string): Promise<TranslationFile> {
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const texts = flat(ENGLISH, categories);
  const own = flat(await bundled(locale), categories);
  const content = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, { message: own[key] ?? text }]));
  return { path: 'interface', content };
}

/** The texts of a language: those of the site's translations before those that come with Attune. */
export async function stringsIn(language: string, folderOf: FolderOf): Promise<Strings> {
  const path = join(folderOf(language), FILE);
  const written = existsSync(path)
    ? (JSON.parse(await readFile(path, 'utf8')) as Record<string, { message: string }>)
    : {};
  return nested({ ...flat(await bundled(language)), ...messagesOf(written) });
}

/** The languages in which there are texts: English, those that come with Attune, and those of the site's locales and facets that it has a file for. */
export async function languagesIn(
  facets: readonly Facet[],
  locales: readonly string[],
  folderOf: FolderOf,
): Promise<string[]> {
  const files = (await readdir(BUNDLED)).filter((name) => name.endsWith('.json'));
  const tags = facets.flatMap(({ options }) => options.flatMap(({ language }) => language ?? []));
  const own = [...tags, ...locales].filter((tag) => existsSync(join(folderOf(tag), FILE)));
  const offered = [...tags, ...locales].map((tag) => tag.split('-')[0]);
  const known = files.map((name) => name.replace('.json', '')).filter((tag) => offered.includes(tag));
  return [...new Set(['en', ...known, ...own])].sort();
}

/** Without the texts that are those of the code. */
export function beyondEnglish(strings: Strings): Strings {
  const isOwn = (component: string, name: string, text: unknown): boolean =>
    JSON.stringify(ENGLISH[component]?.[name]) !== JSON.stringify(text);
  const entries = Object.entries(strings).map(([component, texts]) => [
    component,
    Object.fromEntries(Object.entries(texts).filter(([name, text]) => isOwn(component, name, text))),
  ]);
  return Object.fromEntries(entries) as Strings;
}

async function bundled(language: string): Promise<Strings> {
  if (language === 'en') return ENGLISH;
  const path = `${BUNDLED}${language.split('-')[0]}.json`;
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Strings) : {};
}

const messagesOf = (file: Readonly<Record<string, { readonly message: string }>>): Record<string, string> =>
  Object.fromEntries(Object.entries(file).map(([key, { message }]) => [key, message]));

/** By one key each: `attune.original`, and for each plural category `attune.terms.few`. */
function flat(strings: Strings, categories?: readonly string[]): Record<string, string> {
  const entries = Object.entries(strings).flatMap(([component, texts]) =>
    Object.entries(texts).flatMap(([name, text]): [string, string][] => {
      const key = `${component}.${name}`;
      if (typeof text === 'string') return [[key, text]];
      return (categories ?? Object.keys(text)).map((category) => [
        `${key}.${category}`,
        text[category] ?? text['other'] ?? '',
      ]);
    }),
  );
  return Object.fromEntries(entries);
}

function nested(texts: Readonly<Record<string, string>>): Strings {
  const strings: Strings = {};
  for (const [key, text] of Object.entries(texts)) {
    const [component = '', name = '', category] = key.split('.');
    const of = (strings[component] ??= {});
    of[name] = category === undefined ? text : { ...(of[name] as object), [category]: text };
  }
  return strings;
}
