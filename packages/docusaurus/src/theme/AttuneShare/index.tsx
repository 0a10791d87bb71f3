import { useStore } from '@nanostores/react';
import { type ReactNode, useState } from 'react';
import { addressWith } from '../../client/address.ts';
import { writeAnswers } from '../../client/class-link.ts';
import { changeInPlace } from '../../client/keep-place.ts';
import { $preview } from '../../client/preview.ts';
import { $answers, nobody } from '../../client/reader.ts';
import { isExport } from '../../client/site.ts';
import { useDetails } from '../../client/use-details.ts';

interface Link {
  readonly address: string;
  readonly isCopied: boolean;
}

/** Links to give away: to exactly this version, which from then on is kept, and for a class, with these answers. */
export default function AttuneShare({ variant }: { readonly variant: string }): ReactNode {
  const d = useDetails();
  const answers = useStore($answers);
  const preview = useStore($preview);
  const [link, setLink] = useState<Link | 'failed'>();
  const give = async (make: () => Promise<URL> | URL): Promise<void> => {
    const made = await Promise.resolve()
      .then(make)
      .then(copied)
      .catch((): 'failed' => 'failed');
    changeInPlace(() => setLink(made));
  };
  const toVersion = async (): Promise<URL> => {
    // What an export has are files: they stay.
    if (!isExport) await nobody.pinVariant(variant);
    return plain(addressWith('variant', variant));
  };
  const toClass = (): URL => plain(addressWith('reader', writeAnswers(preview ?? answers.profile)), 'variant');
  return (
    <div className="attune-share">
      <button type="button" className="attune-button" onClick={() => void give(toVersion)}>
        {d.copyVersion}
      </button>
      <button type="button" className="attune-button" onClick={() => void give(toClass)}>
        {d.copyClass}
      </button>
      <p role="status" className="attune-note">
        {link === 'failed' ? d.copyFailed : link?.isCopied && d.copied}
      </p>
      {link && link !== 'failed' && (
        <label className="attune-share__link">
          <span>{d.copyByHand}</span>
          <input readOnly dir="ltr" value={link.address} onFocus={(event) => event.target.select()} />
        </label>
      )}
    </div>
  );
}

/** Without what the address asks for beside. */
function plain(url: URL, ...others: string[]): URL {
  for (const name of ['view', ...others]) url.searchParams.delete(name);
  url.hash = '';
  return url;
}

async function copied(url: URL): Promise<Link> {
  const isCopied = await navigator.clipboard.writeText(url.href).then(
    () => true,
    () => false,
  );
  return { address: url.href, isCopied };
}
