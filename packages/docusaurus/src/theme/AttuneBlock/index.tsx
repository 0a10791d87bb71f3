import AttuneGloss from '@theme/AttuneGloss';
import AttuneInline from '@theme/AttuneInline';
import AttunePassage from '@theme/AttunePassage';
import { type ReactNode, useMemo } from 'react';
import { glossText } from '../../client/gloss-text.ts';
import { useEdits } from '../../client/use-edits.ts';

interface Props {
  readonly id: string;
  readonly children?: ReactNode;
}

/** A block of the author's page. Without edits it is that block and adds no element. */
export default function AttuneBlock({ id, children }: Props): ReactNode {
  const edits = useEdits(id);
  return useMemo(() => {
    const glosses = edits.filter((edit) => edit.action === 'gloss');
    if (glosses.length === 0) return children;
    return glossText(children, glosses, {
      isOpaque: ({ type }) => type === AttuneInline || type === AttuneBlock || type === AttunePassage,
      render: (gloss) => <AttuneGloss key={gloss.form} gloss={gloss} />,
    });
  }, [children, edits]);
}
