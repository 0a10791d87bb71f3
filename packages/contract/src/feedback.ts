import { z } from 'zod';
import { Edit, Variant } from './edits.ts';

/** What a reader thinks of one edit of a page. */
export const Feedback = z
  .object({
    chapter: z.string().describe('Id of a chapter, see GET /v1/chapters.'),
    variant: Variant.shape.variant.describe('Hash of the page that was read.'),
    block: Edit.shape.block,
    action: Edit.shape.action,
    tag: Edit.shape.tag,
    verdict: z.enum(['up', 'down', 'report']).describe('up: it helps; down: it does not; report: something is wrong.'),
    text: z.string().min(1).max(1000).optional().describe('What is wrong, in the reader’s words; for the author.'),
  })
  .strict()
  .meta({ id: 'Feedback' });
export type Feedback = z.infer<typeof Feedback>;
