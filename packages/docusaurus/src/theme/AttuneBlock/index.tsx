import AttuneCorrection from '@theme/AttuneCorrection';
import AttuneGloss from '@theme/AttuneGloss';
import AttuneInline from '@theme/AttuneInline';
import AttuneInsert from '@theme/AttuneInsert';
import AttuneLeaf from '@theme/AttuneLeaf';
import AttuneMark from '@theme/AttuneMark';
import AttunePassage from '@theme/AttunePassage';
import type { Edit } from '@attune/contract';
import {
  Children,
  cloneElement,
  Fragment,
  type FragmentProps,
  isValidElement,
  type ReactElement,
  type ReactNode,
  useMemo,
} from 'react';
import { BlockLeaves, type ShownLeaves } from '../../client/block-leaves.ts';
import { glossText, type GlossSearch } from '../../client/gloss-text.ts';
import { isShowable, renderInline } from '../../client/inline-text.ts';
import { directionOf, writtenIn } from '../../client/language.ts';
import { type Stamps, stampsIn } from '../../client/stamps.ts';
import { useEdits } from '../../client/use-edits.ts';
import { useUndone } from '../../client/use-undone.ts';

interface Props {
  readonly id: string;
  readonly children?: ReactNode;
}

/**
 * A block of the author's page. Without edits it is that block and adds no element. A rewritten one is the author's element with
 * other words in its leaves; an edit that does not fit what was compiled leaves the author's.
 */
export default function AttuneBlock({ id, children }: Props): ReactNode {
  const edits = useEdits(id);
  const [isUndone, undo] = useUndone(`${id} rewrite`);
  const stamps = useMemo(() => (edits.length === 0 ? undefined : stampsOf(children)), [children, edits]);
  const rewrite = useMemo(() => stamps && edits.find((edit) => isShowableRewrite(edit, stamps)), [edits, stamps]);
  const shown = isUndone ? undefined : rewrite;
  const leaves = useMemo(() => shown && stamps && leavesFor(shown, edits, stamps), [edits, shown, stamps]);
  const block = useMemo(() => {
    if (!shown) return glossText(children, glossesOf(edits), GLOSSES);
    return stamps?.hasBlocks ? children : inLanguage(children, shown.language);
  }, [children, edits, shown, stamps]);
  const inserts = (position: 'before' | 'after'): ReactNode =>
    edits.map((edit, index) => {
      if (edit.action !== 'insert' || (edit.position ?? 'after') !== position || !stamps) return null;
      return <AttuneInsert key={index} name={`${id} ${index}`} edit={edit} masks={stamps.masks} />;
    });

  return (
    <>
      {inserts('before')}
      {rewrite && stamps && (
        <AttuneMark edit={rewrite} stamps={stamps} isUndone={isUndone} onUndo={undo}>
          {children}
        </AttuneMark>
      )}
      <BlockLeaves value={leaves}>{block}</BlockLeaves>
      {shown?.action === 'correct' && stamps && <AttuneCorrection edit={shown} masks={stamps.masks} />}
      {inserts('after')}
    </>
  );
}

const BLOCKS = [AttuneBlock, AttunePassage];
const stampsOf = (children: ReactNode): Stamps =>
  stampsIn(children, { mask: AttuneInline, leaf: AttuneLeaf, blocks: BLOCKS });

const GLOSSES: GlossSearch = {
  isOpaque: ({ type }) => type === AttuneInline || type === 'code' || BLOCKS.some((block) => block === type),
  render: (gloss) => <AttuneGloss key={gloss.form} gloss={gloss} />,
};
const glossesOf = (edits: readonly Edit[]): Edit[] => edits.filter((edit) => edit.action === 'gloss');

function isShowableRewrite({ action, leaves }: Edit, stamps: Stamps): boolean {
  if ((action !== 'rewrite' && action !== 'correct') || leaves?.length !== stamps.leaves) return false;
  return leaves.every((leaf) => isShowable(leaf, stamps.masks));
}

/** The words of a rewritten block, with the glosses that are found in them. */
function leavesFor(edit: Edit, edits: readonly Edit[], { masks, hasBlocks }: Stamps): ShownLeaves {
  const direction = edit.language && directionOf(edit.language);
  const texts = (edit.leaves ?? []).map((leaf, index) => (
    <Fragment key={index}>{renderInline(leaf, masks, direction)}</Fragment>
  ));
  const glossed = Children.toArray(glossText(texts, glossesOf(edits), GLOSSES)) as ReactElement<FragmentProps>[];
  return {
    leaves: glossed.map(({ props }) => Children.toArray(props.children)),
    ...(edit.language ? { written: writtenIn(edit.language) } : {}),
    isSaid: !hasBlocks,
  };
}

/** The author's element, saying in which language it now is. It stays that element, so that nothing on the page is made anew. */
function inLanguage(children: ReactNode, language: string | undefined): ReactNode {
  if (!language || !isValidElement<{ lang?: string; dir?: string }>(children)) return children;
  return cloneElement(children, writtenIn(language));
}
