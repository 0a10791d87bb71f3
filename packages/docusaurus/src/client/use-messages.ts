import { useStore } from '@nanostores/react';
import useIsBrowser from '@docusaurus/useIsBrowser';
import { $language, directionOf } from './language.ts';
import { messages, messagesOfPage } from './strings/messages.ts';

/** The interface's strings and the language they are in: English until the page has been hydrated, then the reader's. */
export function useMessages(): {
  readonly t: ReturnType<typeof messages.get>;
  readonly language: string;
  /** For the outermost element of a component. */
  readonly locale: { readonly lang: string; readonly dir: 'ltr' | 'rtl' };
} {
  const isBrowser = useIsBrowser();
  const chosen = useStore(messages, { ssr: () => messagesOfPage });
  const language = useStore($language, { ssr: () => 'en' as const });
  const shown = isBrowser ? language : 'en';
  return { t: chosen, language: shown, locale: { lang: shown, dir: directionOf(shown) } };
}
