import AttuneAnswers from '@theme/AttuneAnswers';
import AttuneShare from '@theme/AttuneShare';
import Link from '@docusaurus/Link';
import type { Edit } from '@attune/contract';
import type { PersonalizedChapter } from '@attune/contract/routes';
import { type ReactNode, useState } from 'react';
import { changeInPlace } from '../../client/keep-place.ts';
import { baseUrl } from '../../client/site.ts';
import { useDetails } from '../../client/use-details.ts';

interface Props {
  readonly variant: PersonalizedChapter;
}

/** By whom this chapter was changed, and what its reader cannot run; from here the answers change, and the page is shared. Loaded when it is opened. */
export default function AttuneDetails({ variant }: Props): ReactNode {
  const d = useDetails();
  const [form, setForm] = useState<'change' | 'try'>();
  const open = (mode: 'change' | 'try') => () => changeInPlace(() => setForm(form === mode ? undefined : mode));
  return (
    <>
      <Makers makers={variant.makers} />
      <Replacements edits={variant.edits} />
      <div className="attune-actions">
        <button type="button" className="attune-button" aria-expanded={form === 'change'} onClick={open('change')}>
          {d.changeAnswers}
        </button>
        <button type="button" className="attune-button" aria-expanded={form === 'try'} onClick={open('try')}>
          {d.tryAnother}
        </button>
        <Link to={`${baseUrl}attune/preferences`}>{d.allAnswers}</Link>
      </div>
      {form && <AttuneAnswers key={form} mode={form} matters={Object.keys(variant.projection)} />}
      <AttuneShare variant={variant.variant} />
    </>
  );
}

/** That a model wrote some of it, which one, and whether it was asked for this reader or beforehand. */
function Makers({ makers }: Pick<PersonalizedChapter, 'makers'>): ReactNode {
  const d = useDetails();
  if (makers.length === 0) return null;
  const models = [...new Set(makers.map(({ model }) => model))].join(', ');
  return (
    <p className="attune-note attune-makers">
      {d.byModel({ models })} {makers.every(({ prepared }) => prepared) && d.prepared}
    </p>
  );
}

function Replacements({ edits }: { readonly edits: readonly Edit[] }): ReactNode {
  const d = useDetails();
  const substitutes = edits.filter((edit) => edit.kind === 'substitute');
  if (substitutes.length === 0) return null;
  return (
    <div className="attune-replacements">
      <p>{d.stepsYouCannotRun}:</p>
      <ul>
        {substitutes.map((edit) => {
          const step = edits.find((other) => other.action === 'hide' && other.block === edit.replaces)?.label ?? '';
          return (
            <li key={edit.block}>
              <a href={`#attune-${edit.block}`}>{d.insteadOf({ step, substitute: edit.label ?? '' })}</a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
