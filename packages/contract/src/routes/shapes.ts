import { z } from 'zod';
import { Edit, Variant } from '../edits.ts';
import { ErrorBody } from '../errors.ts';
import { Facet, Profile } from '../facets.ts';

// Schemas of what goes over the wire. `meta({ id })` names them in the OpenAPI document.

const Answers = Profile.meta({
  id: 'Profile',
  description: 'Answers by facet id; a list where the facet takes several. GET /v1/facets says which values there are.',
  example: { programming_experience: 'Beginner', hardware_availability: 'Jetson Kit' },
});

export const Onboarding = z.enum(['open', 'skipped', 'done']).meta({
  id: 'Onboarding',
  description: 'open: not asked or not finished; skipped: not to be asked again; done: answered',
});
export type Onboarding = z.infer<typeof Onboarding>;

export const Reader = z.object({ id: z.uuid(), anonymous: z.boolean() }).strict().meta({ id: 'Reader' });
export type Reader = z.infer<typeof Reader>;

export const CreatedReader = z
  .object({ reader: Reader, token: z.string(), expiresAt: z.iso.datetime() })
  .strict()
  .meta({ id: 'CreatedReader', description: 'The token proves the reader; whoever has it is the reader.' });
export type CreatedReader = z.infer<typeof CreatedReader>;

export const ReaderState = z.object({ reader: Reader, onboarding: Onboarding }).strict().meta({ id: 'ReaderState' });
export type ReaderState = z.infer<typeof ReaderState>;

export const Preferences = z
  .object({
    profile: Answers.describe('Complete: what was not answered has the default of its facet.'),
    answered: Answers.describe('Only what the reader answered.'),
    onboarding: Onboarding,
  })
  .strict()
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof Preferences>;

export const OnboardingAnswers = z
  .object({ profile: Answers, state: z.enum(['done', 'skipped']) })
  .strict()
  .meta({ id: 'OnboardingAnswers' });
export type OnboardingAnswers = z.infer<typeof OnboardingAnswers>;

export const NewPreferences = z.object({ profile: Answers }).strict().meta({ id: 'NewPreferences' });
export type NewPreferences = z.infer<typeof NewPreferences>;

export const PersonalizeRequest = z
  .object({
    chapter: z.string().describe('Id of a chapter, see GET /v1/chapters.'),
    revision: z.string().describe('The revision that the page carries.'),
    profile: Answers.optional().describe(
      'Instead of the stored answers; then no token is needed and nothing is stored.',
    ),
    reading: z.string().max(64).optional().describe('Block being read: what is missing there is made first.'),
  })
  .strict()
  .meta({ id: 'PersonalizeRequest' });
export type PersonalizeRequest = z.infer<typeof PersonalizeRequest>;

export const VariantContent = Variant.omit({ variant: true }).meta({
  id: 'VariantContent',
  description:
    'A variant without its hash, as canonical JSON: the hash in the address is the SHA-256 of the body, before any content coding.',
});
export type VariantContent = z.infer<typeof VariantContent>;

export const Pointer = z
  .object({
    variant: Variant.shape.variant.describe('Hash of the variant: GET /v1/variants/{hash}.json.'),
    current: z.boolean().describe('Whether the revision is the chapter as it is now.'),
    complete: z.boolean().describe('Whether nothing is left that a model is to be asked for.'),
  })
  .strict()
  .meta({ id: 'Pointer' });
export type Pointer = z.infer<typeof Pointer>;

export const PersonalizeFailure = z
  .object({
    code: z
      .enum(['model_unavailable', 'budget_spent', 'quota_spent'])
      .describe(
        'model_unavailable: no model answers at present; budget_spent: the day’s budget for models is used up; quota_spent: as many pages were made for this reader, or from this network, as may be in a day.',
      ),
    retryAfter: z.int().min(0).optional().describe('Seconds after which trying again may help.'),
  })
  .strict()
  .meta({ id: 'PersonalizeFailure' });
export type PersonalizeFailure = z.infer<typeof PersonalizeFailure>;

export const PersonalizedChapter = Variant.extend({
  current: z.boolean().describe('Whether the revision is the chapter as it is now.'),
  cached: z.boolean().describe('Whether the variant was there before this request.'),
  complete: z.boolean().describe('false: a model has more to say, or failed before it was through.'),
  failure: PersonalizeFailure.optional().describe('Why the rest is missing; what is there is good.'),
})
  .strict()
  .meta({ id: 'PersonalizedChapter' });
export type PersonalizedChapter = z.infer<typeof PersonalizedChapter>;

/** What is sent while a chapter is being adapted; the name of each event is its `type`. */
export const PersonalizeEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('ready'), chapter: PersonalizedChapter }).strict(),
    z.object({ type: z.literal('edit'), edit: Edit }).strict(),
    z.object({ type: z.literal('progress'), done: z.int().min(0), total: z.int().min(0) }).strict(),
    z.object({ type: z.literal('end'), chapter: PersonalizedChapter }).strict(),
    z.object({ type: z.literal('error'), error: ErrorBody.shape.error }).strict(),
  ])
  .meta({
    id: 'PersonalizeEvent',
    description:
      'ready: what can be shown at once · edit: one more edit has passed the checks · progress: blocks through, of those known to be adapted · end: the whole chapter, in place of all before · error: it ended otherwise.',
  });
export type PersonalizeEvent = z.infer<typeof PersonalizeEvent>;

export const Cleared = z
  .object({ cleared: z.int().min(0) })
  .strict()
  .meta({ id: 'Cleared' });
export type Cleared = z.infer<typeof Cleared>;

export const FeedbackKept = z
  .object({ kept: z.boolean().describe('false: the chapter has too much of it already.') })
  .strict()
  .meta({ id: 'FeedbackKept' });
export type FeedbackKept = z.infer<typeof FeedbackKept>;

export const Pinned = z
  .object({ variant: Variant.shape.variant })
  .strict()
  .meta({ id: 'Pinned', description: 'It is kept until it is cleared or withdrawn.' });
export type Pinned = z.infer<typeof Pinned>;

export const ChapterSummary = z
  .object({
    id: z.string(),
    title: z.string(),
    permalink: z.string(),
    revision: z.string().describe('Of the source as it is now.'),
    facets: z.array(z.string()).describe('The facets that matter to it.'),
    readable: z.boolean().describe('false: it cannot be parsed and is served as the author’s page only.'),
  })
  .strict()
  .meta({ id: 'ChapterSummary' });
export type ChapterSummary = z.infer<typeof ChapterSummary>;

export const FacetList = z
  .object({ facets: z.array(Facet.meta({ id: 'Facet' })) })
  .strict()
  .meta({ id: 'FacetList' });
export type FacetList = z.infer<typeof FacetList>;
export const ChapterList = z
  .object({ chapters: z.array(ChapterSummary) })
  .strict()
  .meta({ id: 'ChapterList' });
export type ChapterList = z.infer<typeof ChapterList>;

/** How the models do. None of these keeps pages from being shown. */
export const MODEL_STATES = ['ok', 'none', 'failing', 'breaker_open', 'budget_spent'] as const;
export type ModelState = (typeof MODEL_STATES)[number];

export const HealthReport = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    database: z.enum(['ok', 'unreachable']),
    migrations: z.enum(['current', 'pending']),
    model: z
      .enum(MODEL_STATES)
      .describe(
        'As this node knows it. none: no model is configured; failing: the last request to models failed; breaker_open: none is asked for now, since all failed again and again; budget_spent: none is asked until the next day (UTC). Pages are then what authors wrote and what is kept: it does not make the service unavailable.',
      ),
    chapters: z.object({ total: z.int(), unreadable: z.int() }).strict(),
  })
  .strict()
  .meta({ id: 'HealthReport' });
export type HealthReport = z.infer<typeof HealthReport>;

export const LivenessReport = z
  .object({ status: z.literal('ok') })
  .strict()
  .meta({ id: 'LivenessReport' });
