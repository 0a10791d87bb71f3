import type { ReactNode } from 'react';

interface Props {
  readonly n: string;
  /** A link, whose words are prose. */
  readonly words?: 'open';
  readonly children?: ReactNode;
}

/** What must stay in prose as the author wrote it (code, a formula, a link …), with its number in the block. Shows itself. */
export default function AttuneInline({ children }: Props): ReactNode {
  return children;
}
