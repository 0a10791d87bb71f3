import AttunePopover from '@theme/AttunePopover';
import AttuneReasons from '@theme/AttuneReasons';
import CodeBlock from '@theme/CodeBlock';
import type { Edit, Flow, Inline } from '@attune/contract';
import { Fragment, lazy, type MouseEvent, type ReactNode, Suspense } from 'react';
import { isShowable, renderInline } from '../../client/inline-text.ts';
import { writtenByAuthor, writtenIn } from '../../client/language.ts';
import type { Stamps } from '../../client/stamps.ts';
import { useMessages } from '../../client/use-messages.ts';
import { useTagName } from '../../client/use-tag-name.ts';
import { useUndone } from '../../client/use-undone.ts';

const AttuneFeedback = lazy(() => import('@theme/AttuneFeedback'));

interface Props {
  /** Tells it from the chapter's other edits. */
  readonly name: string;
  readonly edit: Edit;
  /** The block's at which it stands. */
  readonly masks: Stamps['masks'];
}

/** What a model wrote between the author's blocks: set off, and named as a model's. Nothing where it does not fit the page. */
export default function AttuneInsert({ name, edit, masks }: Props): ReactNode {
  const { t, locale } = useMessages();
  const tagName = useTagName(edit.tag);
  const [isAway, takeAway] = useUndone(name);
  const { content = [], kind, language } = edit;
  if (content.length === 0 || !content.every((part) => textsOf(part).every((text) => isShowable(text, masks)))) {
    return null;
  }
  const kindName =
    kind === 'primer' ? t.primer : kind === 'example' ? t.example : kind === 'table' ? t.overview : t.noteKind;
  const written = language ? writtenIn(language) : writtenByAuthor();
  const choose = (event: MouseEvent<HTMLElement>): void => {
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    takeAway(!isAway);
  };
  return (
    <div
      role="note"
      aria-label={`${kindName}. ${t.writtenByModel}`}
      className={`attune-insert attune-insert--${kind}`}
      {...written}
    >
      <div className="attune-insert__label" {...locale}>
        <AttunePopover
          between
          className="attune-kind"
          label={kindName}
          description={`${kindName}. ${t.why}`}
          {...locale}
        >
          {() => (
            <>
              <strong>{tagName}</strong>
              <AttuneReasons reasons={edit.why} />
              <button type="button" className="attune-link" onClick={choose}>
                {isAway ? t.bringBack : t.takeAway}
              </button>
              <Suspense>
                <AttuneFeedback edit={edit} />
              </Suspense>
            </>
          )}
        </AttunePopover>
        <span className="attune-insert__by">{t.writtenByModel}</span>
      </div>
      {!isAway && (
        <div className="attune-insert__content">
          {content.map((part, index) => (
            <Fragment key={index}>
              {renderFlow(part, (text) => renderInline(text, masks, written.dir), t.codeByModel)}
            </Fragment>
          ))}
        </div>
      )}
    </div>
  );
}

/** All its prose. */
function textsOf(part: Flow): Inline[][] {
  if (part.type === 'paragraph') return [part.children];
  if (part.type === 'list') return part.items;
  return part.type === 'table' ? [...part.head, ...part.rows.flat()] : [];
}

function renderFlow(part: Flow, render: (text: Inline[]) => ReactNode, codeMark: string): ReactNode {
  if (part.type === 'paragraph') return <p>{render(part.children)}</p>;
  if (part.type === 'list') {
    const List = part.ordered ? 'ol' : 'ul';
    const items = part.items.map((item, index) => <li key={index}>{render(item)}</li>);
    return <List>{items}</List>;
  }
  if (part.type === 'code') {
    const language = part.language !== undefined && /^[\w+#-]{1,30}$/.test(part.language) ? part.language : 'text';
    return (
      <div className="attune-code">
        <p className="attune-code__mark">{codeMark}</p>
        <CodeBlock language={language}>{part.value}</CodeBlock>
      </div>
    );
  }
  return (
    <table>
      <thead>
        <tr>
          {part.head.map((cell, index) => (
            <th key={index}>{render(cell)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column}>{render(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
