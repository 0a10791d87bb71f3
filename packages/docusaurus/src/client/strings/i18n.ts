import { createI18n } from '@nanostores/i18n';
import { $language } from '../language.ts';

/** English stands in the code; other languages beside, in `<tag>.json`. */
export const i18n = createI18n($language, {
  baseLocale: 'en',
  get: async () => (await import('./ur.json')).default,
});
