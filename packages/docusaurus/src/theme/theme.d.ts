/// <reference types="@docusaurus/module-type-aliases" />
declare module '@generated/attune/default/facets.json' {
  const facets: unknown;
  export default facets;
}
declare module '@generated/attune/default/matters.json' {
  const matters: unknown;
  export default matters;
}
