import type { Facet } from '@attune/contract';
import { useStore } from '@nanostores/react';
import { useEffect, useState } from 'react';
import { $facets } from './language.ts';
import { loadFacets, loadMatters } from './site.ts';

/** The book's facets; none until they have been fetched. */
export function useFacets(): readonly Facet[] {
  const facets = useStore($facets, { ssr: 'initial' });
  useEffect(() => void loadFacets().then((loaded) => $facets.get().length === 0 && $facets.set(loaded)), []);
  return facets;
}

/** Those of them that a reader is asked: whose answers matter to some chapter of the book; all where none does. None until that is known. */
export function useAskedFacets(): readonly Facet[] {
  const facets = useFacets();
  const [asked, setAsked] = useState<readonly string[]>();
  useEffect(() => void loadMatters().then((matters) => setAsked(Object.values(matters).flat())), []);
  const used = facets.filter(({ id }) => asked?.includes(id));
  return asked === undefined || used.length > 0 ? used : facets;
}
