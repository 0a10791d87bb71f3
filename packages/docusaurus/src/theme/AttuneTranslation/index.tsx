import { useLocation } from '@docusaurus/router';
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect, useState } from 'react';
import { $facets, languageOf } from '@attune/docusaurus/client/language';
import { $answers, type Answers } from '@attune/docusaurus/client/reader';
import { inLocale, loadTranslations } from '@attune/docusaurus/client/site';
import { useMessages } from '@attune/docusaurus/client/use-messages';

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
