import { useEffect, useState } from 'react';

/** An entry of a page's table of contents, as Docusaurus has it. */
interface Entry {
  /** HTML. */
  readonly value: string;
  /** Of the heading's element. */
  readonly id: string;
  readonly children?: readonly Entry[];
}

/** The entries with the words that their headings have on the page just now: a heading that is in another language says so. */
export function useContents<Contents extends readonly Entry[]>(toc: Contents): Contents {
  const [shown, setShown] = useState({ of: toc, now: toc });
  useEffect(() => {
    const update = (): void => setShown({ of: toc, now: toc.map(asOnPage) as unknown as Contents });
    update();
    const observer = new MutationObserver(update);
    observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['lang'] });
    return () => observer.disconnect();
  }, [toc]);
  return shown.of === toc ? shown.now : toc;
}

function asOnPage<One extends Entry>(entry: One): One {
  const heading = document.getElementById(entry.id);
  const children = entry.children && { children: entry.children.map(asOnPage) };
  if (!heading?.lang) return { ...entry, ...children };
  const words = document.createElement('span');
  words.append(...[...heading.childNodes].map((node) => node.cloneNode(true)));
  for (const extra of words.querySelectorAll('.hash-link, [popover]')) extra.remove();
  words.lang = heading.lang;
  words.dir = heading.dir;
  return { ...entry, ...children, value: words.outerHTML };
}
