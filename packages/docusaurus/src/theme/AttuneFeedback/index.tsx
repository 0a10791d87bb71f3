import { useStore } from '@nanostores/react';
import type { Edit } from '@attune/contract';
import { type ReactNode, useId, useRef, useState } from 'react';
import { $page } from '../../client/page-state.ts';
import { asReader, client } from '../../client/reader.ts';
import { isDevelopment, isExport } from '../../client/site.ts';
import { useDetails } from '../../client/use-details.ts';

type Verdict = 'up' | 'down' | 'report';
type Sending = 'open' | 'sent' | 'failed';

/** What a reader thinks of an edit, for the author. Nothing where there is nobody to send it to. */
export default function AttuneFeedback({ edit }: { readonly edit: Edit }): ReactNode {
  const d = useDetails();
  const { identity, variant } = useStore($page);
  const [sending, setSending] = useState<Sending>('open');
  const [verdict, setVerdict] = useState<Verdict>();
  const [isReporting, setReporting] = useState(false);
  const reporter = useRef<HTMLButtonElement>(null);
  if (isExport || isDevelopment || !identity || !variant) return null;
  const send = (chosen: Verdict, text?: string): void => {
    const { chapter } = identity;
    const { block, action, tag } = edit;
    // The form goes away under the reader's finger.
    if (chosen === 'report') reporter.current?.focus();
    if (chosen === 'report') setReporting(false);
    else setVerdict(chosen);
    setSending('open');
    const about = { chapter, variant: variant.variant, block, action, tag };
    void asReader(() => client.sendFeedback({ ...about, verdict: chosen, ...(text ? { text } : {}) })).then(
      () => setSending('sent'),
      () => setSending('failed'),
    );
  };
  const thumb = (which: 'up' | 'down', name: string): ReactNode => (
    <button
      type="button"
      className="attune-thumb"
      aria-label={name}
      title={name}
      aria-pressed={verdict === which}
      onClick={() => send(which)}
    >
      <Thumb isDown={which === 'down'} />
    </button>
  );
  return (
    <div className="attune-feedback">
      {thumb('up', d.helps)}
      {thumb('down', d.hinders)}
      <button
        ref={reporter}
        type="button"
        className="attune-link"
        aria-expanded={isReporting}
        onClick={() => setReporting(!isReporting)}
      >
        {d.report}
      </button>
      {isReporting && <Report onSend={(text) => send('report', text)} />}
      <p role="status" className="attune-mark__by">
        {sending === 'sent' && d.thanks}
        {sending === 'failed' && d.sendFailed}
      </p>
    </div>
  );
}

/** Characters that the service takes. */
const MAX_LENGTH = 1000;

function Report({ onSend }: { readonly onSend: (text: string) => void }): ReactNode {
  const d = useDetails();
  const id = useId();
  const submit = (form: FormData): void => {
    const text = form.get('text');
    if (typeof text === 'string') onSend(text.trim());
  };
  return (
    <form className="attune-report" action={submit}>
      <label htmlFor={id}>{d.reportLabel}</label>
      <textarea id={id} name="text" rows={3} maxLength={MAX_LENGTH} required />
      <button type="submit" className="attune-button">
        {d.send}
      </button>
    </form>
  );
}

function Thumb({ isDown }: { readonly isDown: boolean }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" transform={isDown ? 'rotate(180)' : undefined}>
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
        d="M7 11v9H3v-9Zm0 0 4-8c1.7 0 3 1.3 3 3v4h5.5a2 2 0 0 1 2 2.3l-1.1 6a2 2 0 0 1-2 1.7H7"
      />
    </svg>
  );
}
