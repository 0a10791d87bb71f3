import AttunePopover from '@theme/AttunePopover';
import AttuneReasons from '@theme/AttuneReasons';
import type { Edit } from '@attune/contract';
import type { ReactNode } from 'react';
import { directionOf } from '@attune/docusaurus/client/language';

/** A term of the glossary where it is first used: the author's word, and its explanation a tap away. */
export default function AttuneGloss({ gloss }: { readonly gloss: Edit }): ReactNode {
  const language = gloss.language ?? 'en';
  return (
    <AttunePopover className="attune-gloss" label={gloss.form} lang={language} dir={directionOf(language)}>
      <strong className="attune-gloss__term" lang="en" dir="ltr">
        {gloss.term}
      </strong>
      <span className="attune-gloss__text">{gloss.text}</span>
      <AttuneReasons reasons={gloss.why} />
    </AttunePopover>
  );
}
