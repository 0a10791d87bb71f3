import { useStore } from '@nanostores/react';
import type { Profile } from '@attune/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { $offered, $shared, dropOffer, leaveShared } from '../../client/address.ts';
import { readAnswers } from '../../client/class-link.ts';
import { labelled } from '../../client/language.ts';
import { $page } from '../../client/page-state.ts';
import { $preview } from '../../client/preview.ts';
import { $answers, $view, saveAnswers } from '../../client/reader.ts';
import { missingBlocks } from '../../client/use-edits.ts';
import { useDetails } from '../../client/use-details.ts';
import { useFacets } from '../../client/use-facets.ts';
import { focusTab } from '../../client/view.ts';
import { useMessages } from '../../client/use-messages.ts';

/** That the page is not the reader's own version just now, and the way back; and what a link proposes. Loaded when there is such. */
export default function AttuneVisit(): ReactNode {
  const preview = useStore($preview);
  const shared = useStore($shared);
  const offered = useStore($offered);
  return (
    <>
      {shared !== undefined && <Shared />}
      {shared === undefined && preview && <Trying profile={preview} />}
      {offered !== undefined && <Offered text={offered} />}
    </>
  );
}

const leave = (how: () => void) => (): void => {
  how();
  focusTab();
};

function Trying({ profile }: { readonly profile: Profile }): ReactNode {
  const { language } = useMessages();
  const d = useDetails();
  const facets = useFacets();
  return (
    <div className="attune-dock__row attune-visit">
      <span>{d.asTheyRead({ reader: labelled(profile, facets, language).join(' · ') })}</span>
      <button type="button" className="attune-button" onClick={leave(() => $preview.set(undefined))}>
        {d.backToYou}
      </button>
    </div>
  );
}

function Shared(): ReactNode {
  const { language } = useMessages();
  const d = useDetails();
  const facets = useFacets();
  const { variant, isOfEarlier = false } = useStore($page);
  const [missing, setMissing] = useState(0);
  // Once its edits are on the page, it shows for which there is no block.
  useEffect(() => {
    if (!isOfEarlier || !variant) return undefined;
    const frame = requestAnimationFrame(() => setMissing(missingBlocks(variant.edits)));
    return () => cancelAnimationFrame(frame);
  }, [isOfEarlier, variant]);
  const reader = variant ? labelled(variant.projection, facets, language).join(' · ') : '';
  return (
    <div className="attune-dock__row attune-visit">
      {variant && (
        <span>
          {reader === '' ? d.sharedForAll : d.sharedVersion({ reader })}
          {isOfEarlier && ` ${d.changedSince(missing)}`}
        </span>
      )}
      <button type="button" className="attune-button" onClick={leave(leaveShared)}>
        {d.ownVersion}
      </button>
    </div>
  );
}

/** Answers that a teacher's link proposes. Nothing is taken over before the reader says so. */
function Offered({ text }: { readonly text: string }): ReactNode {
  const { language } = useMessages();
  const d = useDetails();
  const facets = useFacets();
  const answers = useStore($answers);
  if (facets.length === 0) return null;
  const proposed = readAnswers(text, facets);
  const isNothing = Object.keys(proposed).length === 0;
  const others = Object.fromEntries(
    Object.entries(answers.profile).filter(
      ([facet, own]) => facet in proposed && JSON.stringify(proposed[facet]) !== JSON.stringify(own),
    ),
  );
  const own = labelled(others, facets, language).join(' · ');
  const next: Profile = { ...answers.profile, ...proposed };
  const answer = (choose?: () => void) => (): void => {
    dropOffer();
    focusTab();
    if (!choose) return;
    leaveShared();
    $view.set('personalized');
    choose();
  };
  const take = (): void => {
    $preview.set(undefined);
    // What the service did not take, it gets before it is asked for a page.
    void saveAnswers(next, 'done').catch(() => undefined);
  };
  return (
    <div className="attune-dock__row attune-visit">
      <span>
        {isNothing ? d.offeredNothing : d.offered({ reader: labelled(proposed, facets, language).join(' · ') })}
        {own !== '' && ` ${d.offeredInPlace({ own })}`}
      </span>
      {!isNothing && (
        <>
          <button type="button" className="attune-button attune-button--primary" onClick={answer(take)}>
            {d.takeOffer}
          </button>
          <button type="button" className="attune-button" onClick={answer(() => $preview.set(next))}>
            {d.tryOffer}
          </button>
        </>
      )}
      <button type="button" className="attune-link" onClick={answer()}>
        {d.leaveOffer}
      </button>
    </div>
  );
}
