import type { Facet } from '@attune/contract';
import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import { $facets } from './language.ts';
import { loadFacets } from './site.ts';

/** The book's facets; none until they have been fetched. */
export function useFacets(): readonly Facet[] {
  const facets = useStore($facets, { ssr: 'initial' });
  useEffect(() => void loadFacets().then((loaded) => $facets.get().length === 0 && $facets.set(loaded)), []);
  return facets;
}
