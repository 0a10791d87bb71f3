import { z } from 'zod';
import { Facet } from './facets.ts';
import { ModelSettings } from './model-settings.ts';
import { learningGoals } from './presets/learning-goals.ts';
import { onboarding } from './presets/onboarding.ts';

/** Ready-made facet sets, by the name a book's settings give. */
export const PRESETS = { onboarding, 'learning-goals': learningGoals } as const;

/** Which readers: by facet id, the values of which any is enough. */
export const Readers = z.record(z.string(), z.array(z.string()).min(1));
export type Readers = z.infer<typeof Readers>;

const Facets = z
  .array(Facet)
  .min(1)
  .superRefine((facets, context) => {
    facets.forEach((facet, index) => {
      const fail = (message: string): void => context.addIssue({ code: 'custom', path: [index, 'default'], message });
      const values = facet.options.map((option) => option.value);
      const given = Array.isArray(facet.default) ? facet.default : [facet.default];
      if (facet.multiple !== Array.isArray(facet.default)) fail(`must be ${facet.multiple ? 'a list' : 'one value'}`);
      const canonical = values.filter((value) => given.includes(value));
      if (canonical.join('\n') !== given.join('\n'))
        fail(`must be declared values in declared order: ${values.join(', ')}`);
      if (facets.findIndex((other) => other.id === facet.id) !== index) fail(`facet ${facet.id} is declared twice`);
    });
  });

/** What `attune.config.ts` says of a book: type, defaults and documentation in one. */
export const BookSettings = z
  .object({
    /** Facets of a ready-made set … */
    preset: z.enum(['onboarding', 'learning-goals']).default('onboarding'),
    /** … or the book's own. */
    facets: z.array(Facet).min(1).optional(),
    /** Glossary file, relative to the site's folder. */
    glossary: z.string().default('glossary.yaml'),
    /** Folder of primers, relative to the site's folder. */
    primers: z.string().default('primers'),
    /** For whom passages marked without attributes are folded; any of the values is enough. */
    folds: z.object({ basics: Readers.optional(), depth: Readers.optional() }).strict().default({}),
    /** Whether models may adapt the text. Without, a facet matters only where marks or glossary name it. */
    rewriting: z.boolean().default(true),
    /** Folder of bundles of prepared adaptations, relative to the site's folder. */
    adaptations: z.string().default('adaptations'),
    /** Which models are asked, and within what limits. No part of what a build publishes. */
    models: ModelSettings.prefault({}),
  })
  .strict()
  .transform(({ preset, facets, ...rest }) => ({ ...rest, facets: facets ?? Facets.parse(PRESETS[preset]) }))
  .superRefine((settings, context) => {
    const checked = Facets.safeParse(settings.facets);
    for (const issue of checked.error?.issues ?? []) context.addIssue({ ...issue, path: ['facets', ...issue.path] });
  });
export type BookSettings = z.output<typeof BookSettings>;
export type BookSettingsInput = z.input<typeof BookSettings>;

/** How a site's Markdown is read: what Docusaurus' own loader is set to, so that both see the same blocks. */
export const Syntax = z
  .object({
    format: z.enum(['mdx', 'md', 'detect']).default('mdx'),
    math: z.boolean().default(true),
    /** Names of admonitions whose titles Docusaurus turns into labels. */
    admonitions: z
      .array(z.string())
      .default(['secondary', 'info', 'success', 'danger', 'note', 'tip', 'warning', 'important', 'caution']),
    headingIds: z.boolean().default(true),
    comments: z.boolean().default(true),
  })
  .strict();
export type Syntax = z.output<typeof Syntax>;

/** What a build says of its chapters: `attune/book.json` in the site's output folder. */
export const Manifest = z.object({
  attune: z.literal(1),
  baseUrl: z.string(),
  syntax: Syntax,
  /** The book's settings, defaults filled in: the service needs no configuration of its own to read the book. */
  settings: z.object({
    facets: z.array(Facet),
    glossary: z.string(),
    primers: z.string(),
    folds: z.object({ basics: Readers.optional(), depth: Readers.optional() }).strict(),
    rewriting: z.boolean(),
    adaptations: z.string(),
  }),
  chapters: z.array(
    z.object({
      /** `plugin/version/locale/path` */
      id: z.string(),
      title: z.string(),
      permalink: z.string(),
      /** Path of the source file, relative to the site's folder, with `/`. */
      source: z.string(),
      /** BCP-47 tag of what it is written in, where its locale does not tell: a page of a locale that nobody has translated yet. */
      language: z.string().optional(),
      /** Locales in which its author has it too. */
      translations: z.array(z.string()).optional(),
      revision: z.string(),
      /** Facets that matter to this chapter: what its projections are made of. */
      facets: z.array(z.string()),
      blocks: z.array(z.string()),
    }),
  ),
});
export type Manifest = z.output<typeof Manifest>;
