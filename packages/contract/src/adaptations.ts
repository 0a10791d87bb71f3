import { z } from 'zod';
import { Edit, Projection } from './edits.ts';
import { Maker } from './maker.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Tag = Edit.shape.tag;

const PLANNED = ['rewrite', 'insert', 'primer', 'correct'] as const;

/** What one block needs for one kind of reader: a line of a teaching plan. */
export const PlanEntry = z
  .object({
    block: z.string().min(1).max(64),
    /** Words that this reader may not know and that are explained here. */
    terms: z.array(z.string().min(1).max(200)).max(40),
    /** What is hard here, and the remedy. */
    need: z.string().max(4000),
    /** What is wrong in the author's text, and what is so. */
    error: z.string().max(2000).optional(),
    does: z.array(z.enum(PLANNED)).max(PLANNED.length),
    tags: z.array(Tag).max(8),
  })
  .strict();
export type PlanEntry = z.infer<typeof PlanEntry>;

/** The name under which a plan keeps what holds for the whole chapter: its running example, in `need`. */
export const WHOLE_CHAPTER = 'chapter';

/** A block that a plan has looked at. `entry` null: it needs nothing. */
export const PlannedBlock = z
  .object({
    key: Sha256,
    chapter: z.string(),
    block: z.string(),
    projection: Projection,
    entry: PlanEntry.nullable(),
    maker: Maker,
  })
  .strict();
export type PlannedBlock = z.infer<typeof PlannedBlock>;

/** An edit that a check refused, and why. */
export const RefusedEdit = z
  .object({
    edit: Edit,
    findings: z.array(z.object({ check: z.string(), message: z.string() }).strict()),
  })
  .strict();
export type RefusedEdit = z.infer<typeof RefusedEdit>;

/**
 * The edits of one block for one projection and language. `open`: something of it is to be asked for once more, `remarks` and `refused`
 * say what; what `edits` has is good in either state. `done`: not asked again while its key stands; without edits the author's block stands.
 */
export const Adaptation = z
  .object({
    key: Sha256,
    chapter: z.string(),
    block: z.string(),
    projection: Projection,
    /** BCP-47 tag of its texts, where it is not the chapter's. */
    language: z.string().max(35).optional(),
    state: z.enum(['open', 'done']),
    edits: z.array(Edit),
    refused: z.array(RefusedEdit),
    /** What a reviewer said of it, or that it was left out. */
    remarks: z.array(z.string().max(2000)),
    /** How many times a model was asked. */
    asked: z.int().min(1),
    /** The checks that its edits passed, with their versions. */
    certificate: z.record(z.string(), z.int()),
    maker: Maker,
  })
  .strict();
export type Adaptation = z.infer<typeof Adaptation>;

/** A second look at an assembled page, by the hash of what it looked at. */
export const Review = z.object({ key: Sha256, chapter: z.string(), remarks: z.int().min(0), maker: Maker }).strict();
export type Review = z.infer<typeof Review>;

/** Something that a model holds to be wrong in the author's text. For the author. */
export const Flag = z
  .object({ key: Sha256, chapter: z.string(), block: z.string(), text: z.string().max(2000), maker: Maker })
  .strict();
export type Flag = z.infer<typeof Flag>;

/** Everything that was made for some chapters, to be taken elsewhere: a file of the demo book, an export. */
export const Bundle = z
  .object({
    attune: z.literal('adaptations/1'),
    /** For people: what this is and who wrote it. */
    about: z.string(),
    /** Fingerprints of the prompts, and when the first and the last was made. */
    prompts: z.array(z.string()),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    plans: z.array(PlannedBlock),
    adaptations: z.array(Adaptation),
    reviews: z.array(Review),
    flags: z.array(Flag),
  })
  .strict();
export type Bundle = z.infer<typeof Bundle>;
