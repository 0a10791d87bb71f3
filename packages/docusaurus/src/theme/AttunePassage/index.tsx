import AttuneHave from '@theme/AttuneHave';
import AttunePopover from '@theme/AttunePopover';
import AttuneReasons from '@theme/AttuneReasons';
import { useStore } from '@nanostores/react';
import type { Edit, Readers } from '@attune/contract';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { isShowable, renderInline } from '@attune/docusaurus/client/inline-text';
import { $facets, directionOf, languageOf, writtenIn } from '@attune/docusaurus/client/language';
import type { Stamps } from '@attune/docusaurus/client/stamps';
import { useEdits } from '@attune/docusaurus/client/use-edits';
import { useMessages } from '@attune/docusaurus/client/use-messages';

interface Props {
  readonly id: string;
  readonly mark: 'for' | 'otherwise' | 'step' | 'instead' | 'basics' | 'depth' | 'primer';
  readonly label?: ReactNode;
  /** JSON of the readers for whom other versions of this passage exist. */
  readonly others?: string;
  /** JSON of what a step needs; of a substitute, what the step needs that it stands in for. */
  readonly needs?: string;
  readonly children?: ReactNode;
}

const HIDDEN_IN_ORIGINAL = new Set(['for', 'instead', 'primer']);

/** A passage that an author marked: on the page, away or folded, as the reader's edits say; without edits as Original has it. */
export default function AttunePassage(given: Props): ReactNode {
  const edits = useEdits(given.id);
  const edit = (action: Edit['action']): Edit | undefined => edits.find((candidate) => candidate.action === action);
  const shown = edit('show');
  const label = labelFor(edit('rewrite')) ?? given.label;
  const props = { ...given, label };
  const folded = edit('fold');
  if (edit('hide') || (HIDDEN_IN_ORIGINAL.has(given.mark) && !shown)) return null;
  if (shown) return <ShownPassage {...props} edit={shown} />;
  if (folded) return <FoldedPassage {...props} edit={folded} />;
  return <OriginalPassage {...props} />;
}

/** A label in other words. It is an attribute of the passage: what the author has in it beside text is not there to be shown. */
function labelFor(edit: Edit | undefined): ReactNode {
  const [text, ...others] = edit?.leaves ?? [];
  if (!edit || !text || others.length > 0 || !isShowable(text, NO_MASKS)) return undefined;
  const words = renderInline(text, NO_MASKS, edit.language && directionOf(edit.language));
  return <span {...(edit.language ? writtenIn(edit.language) : {})}>{words}</span>;
}
const NO_MASKS: Stamps['masks'] = new Map();

/** As the author's page has it. */
function OriginalPassage({ mark, label, others, needs, children }: Props): ReactNode {
  const { t, locale } = useMessages();
  const isNamed = mark === 'step' || mark === 'basics' || mark === 'depth';
  const name = mark === 'step' ? t.step : mark === 'basics' ? t.basics : t.depth;
  return (
    <div className={clsx('attune-passage', isNamed && `attune-passage--${mark}`)}>
      {isNamed && (
        <p className="attune-passage__label">
          <span className="attune-passage__kind" {...locale}>
            {name}
          </span>
          {label}
          {needs && (
            <span className="attune-passage__needs" {...locale}>
              {t.needs} {valuesOf(JSON.parse(needs) as Readers).join(' / ')}
            </span>
          )}
          {needs && <AttuneHave needs={needs} />}
        </p>
      )}
      {children}
      {others && (
        <p className="attune-passage__others" {...locale}>
          {t.otherVersions}:{' '}
          {(JSON.parse(others) as Readers[]).map((readers) => valuesOf(readers).join(' / ')).join(' · ')}
        </p>
      )}
    </div>
  );
}

const valuesOf = (readers: Readers): string[] => Object.values(readers).flat();

/** A passage that stands on this reader's page only: a condition, a substitute for a step, a primer. */
function ShownPassage({ id, mark, label, needs, edit, children }: Props & { readonly edit: Edit }): ReactNode {
  const { t, locale } = useMessages();
  const facets = useStore($facets);
  const kind = mark === 'primer' ? t.primer : mark === 'instead' ? t.substitute : t.forYou;
  // A passage for readers of a language is written in it.
  const language = languageOf(Object.fromEntries(edit.why.map(({ facet, value }) => [facet, value])), facets);
  const written = language === undefined || language === 'en' ? {} : { lang: language, dir: directionOf(language) };
  return (
    <div id={`attune-${id}`} className={clsx('attune-passage', 'attune-passage--shown', `attune-passage--${mark}`)}>
      <div className="attune-passage__label">
        <AttunePopover
          className="attune-passage__kind"
          label={<span {...locale}>{kind}</span>}
          description={`${kind}. ${t.why}`}
          {...locale}
        >
          <strong>{t.why}</strong>
          <AttuneReasons reasons={edit.why} />
        </AttunePopover>
        {label}
        {needs && <AttuneHave needs={needs} />}
      </div>
      <div {...written}>{children}</div>
    </div>
  );
}

/** A passage that this reader does not need: its label stays, one click opens it. */
function FoldedPassage({ mark, label, edit, children }: Props & { readonly edit: Edit }): ReactNode {
  const { t, locale } = useMessages();
  return (
    <details className={clsx('attune-passage', 'attune-passage--folded', `attune-passage--${mark}`)}>
      <summary className="attune-passage__label">
        <span className="attune-passage__kind" {...locale}>
          {mark === 'basics' ? t.basics : t.depth}
        </span>
        {label}
      </summary>
      <p className="attune-passage__others" {...locale}>
        <AttuneReasons reasons={edit.why} />
      </p>
      {children}
    </details>
  );
}
