/// <reference types="@docusaurus/module-type-aliases" />
declare module '@generated/attune/default/facets.json' {
  const facets: unknown;
  export default facets;
}
declare module '@generated/attune/default/matters.json' {
  const matters: unknown;
  export default matters;
}
declare module '@generated/attune/default/translations.json' {
  const translations: unknown;
  export default translations;
}
/** The texts of one language by component and name; those with numbers by plural category. */
declare module '@generated/attune/default/strings.json' {
  const strings: Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>;
  export default strings;
}
/** What fetches the texts of the languages in which there are some, by BCP-47 tag. */
declare module '@generated/attune/default/languages.js' {
  const languages: Readonly<Record<string, () => Promise<Record<string, Record<string, string>>>>>;
  export default languages;
}
