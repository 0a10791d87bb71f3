import AttuneBar from '@theme/AttuneBar';
import AttunePreview from '@theme/AttunePreview';
import AttuneTranslation from '@theme/AttuneTranslation';
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect } from 'react';
import { openPage } from '../../client/page.ts';
import { $view } from '../../client/reader.ts';
import { isDevelopment } from '../../client/site.ts';

interface Props {
  readonly chapter: string;
  readonly revision: string;
  readonly children?: ReactNode;
}

/** A chapter on screen: the bar with the two views, and the author's page, whose blocks show themselves or their edits. */
export default function AttuneChapter({ chapter, revision, children }: Props): ReactNode {
  const view = useStore($view, { ssr: () => 'original' as const });
  useEffect(() => openPage({ chapter, revision }), [chapter, revision]);
  return (
    <>
      <AttuneBar />
      <AttuneTranslation chapter={chapter} />
      {/* The class gives the headings inside the rules that Infima has for children of `.markdown`. */}
      <div id="attune-panel" role="tabpanel" aria-labelledby={`attune-tab-${view}`} className="attune-panel markdown">
        {children}
      </div>
      {isDevelopment && <AttunePreview />}
    </>
  );
}
