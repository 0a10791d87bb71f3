import AttuneBar from '@theme/AttuneBar';
import AttunePreview from '@theme/AttunePreview';
import AttuneTranslation from '@theme/AttuneTranslation';
import { useLocation } from '@docusaurus/router';
import { useStore } from '@nanostores/react';
import { type ReactNode, useLayoutEffect } from 'react';
import { openPage } from '../../client/page.ts';
import { isDevelopment } from '../../client/site.ts';
import { $shownView } from '../../client/view.ts';

interface Props {
  readonly chapter: string;
  readonly revision: string;
  readonly children?: ReactNode;
}

/** A chapter on screen: the bar with the two views, and the author's page, whose blocks show themselves or their edits. */
export default function AttuneChapter({ chapter, revision, children }: Props): ReactNode {
  const view = useStore($shownView, { ssr: () => 'original' as const });
  const { search } = useLocation();
  // Before the first paint that knows the reader.
  useLayoutEffect(() => openPage({ chapter, revision }), [chapter, revision, search]);
  return (
    <>
      <AttuneBar />
      <AttuneTranslation chapter={chapter} />
      {/* The class gives the headings inside the rules that Infima has for children of `.markdown`. */}
      <div
        id="attune-panel"
        role="tabpanel"
        aria-labelledby={`attune-tab-${view}`}
        tabIndex={0}
        className="attune-panel markdown"
      >
        {children}
      </div>
      {isDevelopment && <AttunePreview />}
    </>
  );
}
