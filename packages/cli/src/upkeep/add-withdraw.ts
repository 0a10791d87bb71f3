import { variantPath } from '@attune/contract/client';
import type { Command } from 'commander';
import { withStore } from './with-store.ts';

/** `attune withdraw`: takes one personalized page back for good. */
export function addWithdraw(program: Command): void {
  program
    .command('withdraw')
    .description('take a personalized page back for good: every node answers 410 for it, and it is not kept again')
    .argument('<site>', 'folder of the Docusaurus site, for the embedded database')
    .argument('<variant>', 'its hash, or its address: https://book.example/v1/variants/<hash>.json')
    .option('-r, --reason <text>', 'why, for the log of this command')
    .action(async (site: string, named: string, { reason }: { reason?: string }) => {
      const { hash, address } = variantNamed(named);
      const count = await withStore(site, (store) => store.variants.withdraw(hash));
      console.log(printWithdrawn({ hash, address, count, reason }));
    });
}

/** What was named is no variant; nothing was withdrawn. */
class WithdrawError extends Error {
  override readonly name = 'WithdrawError';
  readonly remedy =
    'give the hash of a variant (64 letters of 0-9 and a-f), or its address, which ends in /v1/variants/<hash>.json';
}

const HASH = /^[0-9a-f]{64}$/;
const ADDRESS = /\/v1\/variants\/([0-9a-f]{64})\.json$/;

/** The hash, and the address under which a CDN may have it: the path where no site was named. */
function variantNamed(named: string): { hash: string; address: string } {
  if (HASH.test(named)) return { hash: named, address: variantPath(named) };
  const url = URL.canParse(named) ? new URL(named) : undefined;
  const hash = url && ADDRESS.exec(url.pathname)?.[1];
  if (!url || hash === undefined) throw new WithdrawError(`${named} is no variant`);
  return { hash, address: `${url.origin}${url.pathname}` };
}

interface Withdrawn {
  readonly hash: string;
  readonly address: string;
  readonly count: number;
  readonly reason: string | undefined;
}

function printWithdrawn({ hash, address, count, reason }: Withdrawn): string {
  return [
    `Withdrawn: ${hash}`,
    ...(reason === undefined ? [] : [`Reason: ${reason}`]),
    count === 0
      ? 'No page of that hash was kept; its address answers 410 from now on all the same.'
      : `${count} ${count === 1 ? 'page is' : 'pages are'} gone from the database; all nodes drop it.`,
    `To purge at a CDN: ${address}`,
  ].join('\n');
}
