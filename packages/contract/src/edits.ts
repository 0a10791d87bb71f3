import { z } from 'zod';
import { Maker } from './maker.ts';
import { Flow, Inline } from './text.ts';

/** Facet and value that called for an edit, shown to the reader. */
export const Reason = z.object({ facet: z.string(), value: z.string() }).strict();
export type Reason = z.infer<typeof Reason>;

export const EDIT_ACTIONS = ['rewrite', 'insert', 'gloss', 'fold', 'correct', 'flag', 'show', 'hide'] as const;

/**
 * One edit to one block: flat, so that models hold to it. Which fields an action uses:
 * `gloss`: form, term, text, language · `fold`: label · `show`: label, instead of which block (`replaces`), kind ·
 * `hide`: label · `rewrite`, `correct`: texts, leaves, original · `insert`: position, kind, text, content.
 */
export const Edit = z
  .object({
    block: z.string().min(1).max(64),
    action: z.enum(EDIT_ACTIONS),
    /** The transformation that made it, e.g. `glossary`, `hardware-track`, `beginner-simplify`. */
    tag: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
    why: z.array(Reason).min(1),
    /** Definition of a gloss, text of an insert: restricted Markdown. */
    text: z.string().max(20_000).optional(),
    /** New texts of the block's leaves (paragraph: one; list: one an item; table: one a cell), masks kept. */
    texts: z.array(z.string().max(20_000)).optional(),
    /** `texts` as trees, filled in by the checks: what is sent and shown. */
    leaves: z.array(z.array(Inline)).optional(),
    /** `text` of an insert as a tree, likewise. */
    content: z.array(Flow).optional(),
    /** The author's sentence that a correction replaces. */
    original: z.string().max(20_000).optional(),
    position: z.enum(['before', 'after']).optional(),
    kind: z.enum(['primer', 'condition', 'substitute', 'note', 'example', 'table']).optional(),
    /** Canonical form of the glossed term, and the form in which the block has it. */
    term: z.string().max(200).optional(),
    form: z.string().max(200).optional(),
    /** What a folded, shown or hidden passage is called. */
    label: z.string().max(500).optional(),
    /** For `show`: the block in whose place this one stands. */
    replaces: z.string().max(64).optional(),
    /** BCP-47 tag of the edit's own text, where it is not the chapter's. */
    language: z.string().max(35).optional(),
  })
  .strict();
export type Edit = z.infer<typeof Edit>;

/** The part of a profile that matters to a chapter, in canonical form (see `project`). */
export const Projection = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type Projection = z.infer<typeof Projection>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * All edits of one chapter revision for one projection. `variant` is the SHA-256 of its canonical JSON without `variant`: of the very bytes
 * that are served under it.
 */
export const Variant = z
  .object({
    variant: Sha256,
    chapter: z.string(),
    revision: Sha256,
    projection: Projection,
    /** SHA-256 of the canonical projection. */
    profileHash: Sha256,
    edits: z.array(Edit),
    /** The transformations really applied, sorted. */
    tags: z.array(z.string()),
    /** The models that wrote some of it, each with the time of its latest work; none where all of it is the author's. */
    makers: z.array(Maker),
  })
  .strict();
export type Variant = z.infer<typeof Variant>;

/** Which page of which readers: what a browser knows of a variant before there is one. */
export type PageAddress = Pick<Variant, 'chapter' | 'revision' | 'profileHash'>;
