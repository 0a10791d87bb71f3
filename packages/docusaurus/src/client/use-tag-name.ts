import { useStore } from '@nanostores/react';
import { transformations } from './i18n.ts';

/** What a transformation did, in the reader's words; for one that we do not know, its name. */
export function useTagName(tag: string): string {
  const names = useStore(transformations, { ssr: () => transformations.get() });
  return (names as Partial<Record<string, string>>)[tag] ?? tag.replaceAll('-', ' ');
}
