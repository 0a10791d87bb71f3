import type { ReactNode } from 'react';

/** What must stay in prose as the author wrote it (code, a formula, a link …), with its number in the block. Shows itself. */
export default function AttuneInline({ children }: { readonly n: string; readonly children?: ReactNode }): ReactNode {
  return children;
}
