import { useStore } from '@nanostores/react';
import useIsBrowser from '@docusaurus/useIsBrowser';
import { messages, messagesOfPage } from './i18n.ts';
import { $language, directionOf, siteLanguage } from './language.ts';

/** The interface's strings and the language they are in: the site's until the page has been hydrated, then the reader's. */
export function useMessages(): {
  readonly t: ReturnType<typeof messages.get>;
  readonly language: string;
  /** For the outermost element of a component. */
  readonly locale: { readonly lang: string; readonly dir: 'ltr' | 'rtl' };
} {
  const isBrowser = useIsBrowser();
  const chosen = useStore(messages, { ssr: () => messagesOfPage });
  const language = useStore($language, { ssr: () => siteLanguage });
  const shown = isBrowser ? language : siteLanguage;
  return { t: chosen, language: shown, locale: { lang: shown, dir: directionOf(shown) } };
}
