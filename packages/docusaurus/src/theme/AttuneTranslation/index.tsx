import { useLocation } from '@docusaurus/router';
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect, useState } from 'react';
import { $facets, languageOf } from '../../client/language.ts';
import { $answers, type Answers } from '../../client/reader.ts';
import { inLocale, loadTranslations } from '../../client/site.ts';
import { useMessages } from '../../client/use-messages.ts';

const UNKNOWN: Answers = { profile: {}, onboarding: 'open' };

/** Where the author has this chapter in the reader's language: no model translates it then, and here is the way to it. */
export default function AttuneTranslation({ chapter }: { readonly chapter: string }): ReactNode {
  const { t, locale } = useMessages();
  const { pathname } = useLocation();
  const { profile } = useStore($answers, { ssr: () => UNKNOWN });
  const wanted = languageOf(profile, useStore($facets, { ssr: 'initial' }));
  const [translations, setTranslations] = useState<readonly string[]>([]);
  useEffect(() => {
    if (wanted !== undefined) void loadTranslations().then((all) => setTranslations(all[chapter] ?? []));
  }, [chapter, wanted]);
  const found = translations.find((other) => other.split('-')[0] === wanted?.split('-')[0]);
  if (found === undefined) return null;
  return (
    <p className="attune-note attune-translation" {...locale}>
      {t.translated} <a href={inLocale(pathname, found)}>{t.readTranslation}</a>
    </p>
  );
}
