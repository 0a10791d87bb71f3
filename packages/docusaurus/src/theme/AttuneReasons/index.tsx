import { useStore } from '@nanostores/react';
import type { Reason } from '@attune/contract';
import type { ReactNode } from 'react';
import { $facets, localized } from '@attune/docusaurus/client/language';
import { useMessages } from '@attune/docusaurus/client/use-messages';

/** The reader's answers that called for an edit: "Hardware: Just a laptop". */
export default function AttuneReasons({ reasons }: { readonly reasons: readonly Reason[] }): ReactNode {
  const { t, language } = useMessages();
  const facets = useStore($facets);
  const texts = reasons.flatMap(({ facet: id, value }) => {
    const facet = facets.find((candidate) => candidate.id === id);
    const option = facet?.options.find((candidate) => candidate.value === value);
    return facet && option ? [`${localized(facet.label, language)}: ${localized(option.label, language)}`] : [];
  });
  return (
    <span className="attune-reasons">
      {t.because}: {texts.join(' · ')}
    </span>
  );
}
