import Tree from '@theme-init/TOCItems/Tree';
import type { Props } from '@theme/TOCItems/Tree';
import type { ReactNode } from 'react';
import { useContents } from '../../../client/use-contents.ts';

/** The table of contents, wide and on a phone, in the words that its headings have on this reader's page; the anchors are the author's. */
export default function AttuneContents({ toc, ...props }: Props): ReactNode {
  return <Tree {...props} toc={useContents(toc)} />;
}
