import Link from '@docusaurus/Link';
import { useLocation } from '@docusaurus/router';
import type { ReactNode } from 'react';
import { changeInPlace } from '../../client/keep-place.ts';
import { $invitation, $view, saveAnswers } from '../../client/reader.ts';
import { baseUrl } from '../../client/site.ts';
import { focusTab } from '../../client/view.ts';
import { useMessages } from '../../client/use-messages.ts';

/** Asks a new reader to say who they are. Takes no page away and can be waved off. */
export default function AttuneInvitation(): ReactNode {
  const { t } = useMessages();
  const { pathname, search, hash } = useLocation();
  const skip = (): void => {
    changeInPlace(() => $view.set('personalized'));
    // Whether the service took it shows at the next step, which asks it for the page.
    void saveAnswers({}, 'skipped').catch(() => undefined);
    focusTab();
  };
  const later = (): void => {
    changeInPlace(() => {
      $invitation.set('later');
      $view.set('original');
    });
    focusTab();
  };
  return (
    <div className="attune-invitation">
      <p className="attune-invitation__title">{t.inviteTitle}</p>
      <p className="attune-invitation__body">{t.inviteBody}</p>
      <div className="attune-actions">
        <Link
          className="attune-button attune-button--primary"
          to={`${baseUrl}attune/welcome?return=${encodeURIComponent(pathname + search + hash)}`}
        >
          {t.inviteStart}
        </Link>
        <button type="button" className="attune-button" onClick={skip}>
          {t.inviteDefaults}
        </button>
        <button type="button" className="attune-link" onClick={later}>
          {t.inviteLater}
        </button>
      </div>
    </div>
  );
}
