import type { Adaptation, Edit } from '@attune/contract';

/** What became of one edit. */
export interface EditReport {
  readonly chapter: string;
  readonly block: string;
  readonly projection: Adaptation['projection'];
  readonly language?: string;
  readonly action: Edit['action'];
  readonly tag: string;
  readonly accepted: boolean;
  /** The checks that refused it, with what they said. */
  readonly refusedBy: readonly { readonly check: string; readonly message: string }[];
  /** How many times the block was asked for. */
  readonly asked: number;
}

/** Every edit of an adaptation, accepted or refused. */
export function reportOf(adaptation: Adaptation): EditReport[] {
  const { chapter, block, projection, language, edits, refused, asked } = adaptation;
  const line = ({ action, tag }: Edit, refusedBy: EditReport['refusedBy']): EditReport => ({
    chapter,
    block,
    projection,
    ...(language === undefined ? {} : { language }),
    action,
    tag,
    accepted: refusedBy.length === 0,
    refusedBy,
    asked,
  });
  return [...edits.map((edit) => line(edit, [])), ...refused.map(({ edit, findings }) => line(edit, findings))];
}
