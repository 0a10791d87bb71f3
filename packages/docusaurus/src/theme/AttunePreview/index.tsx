import { useStore } from '@nanostores/react';
import { type ChangeEvent, type ReactNode, useEffect } from 'react';
import { $facets, localized } from '../../client/language.ts';
import { $preview } from '../../client/preview.ts';
import { $view } from '../../client/reader.ts';
import { loadFacets } from '../../client/site.ts';
import { useMessages } from '../../client/use-messages.ts';

/** In development: the page as any reader has it, for the author who writes it. */
export default function AttunePreview(): ReactNode {
  const { t, language, locale } = useMessages();
  const facets = useStore($facets);
  const profile = useStore($preview);
  useEffect(() => void loadFacets().then((loaded) => $facets.set(loaded)), []);
  const choose = (facet: string) => (event: ChangeEvent<HTMLSelectElement>) => {
    const chosen = [...event.target.selectedOptions].map((option) => option.value).filter((value) => value !== '');
    const rest = Object.fromEntries(Object.entries(profile ?? {}).filter(([id]) => id !== facet));
    const answer = event.target.multiple ? chosen : chosen[0];
    const next = answer === undefined || answer.length === 0 ? rest : { ...rest, [facet]: answer };
    $preview.set(Object.keys(next).length === 0 ? undefined : next);
    $view.set('personalized');
  };
  return (
    <aside className="attune-preview" aria-label={t.previewAs} {...locale}>
      <strong>{t.previewAs}</strong>
      {facets.map((facet) => (
        <label key={facet.id}>
          {localized(facet.label, language)}
          <select
            multiple={facet.multiple}
            value={profile?.[facet.id] ?? (facet.multiple ? [] : '')}
            onChange={choose(facet.id)}
          >
            {!facet.multiple && <option value="">{t.previewOff}</option>}
            {facet.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.value}
              </option>
            ))}
          </select>
        </label>
      ))}
    </aside>
  );
}
