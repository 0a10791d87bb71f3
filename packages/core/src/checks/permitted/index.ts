import type { Check } from '../check.ts';

/**
 * What goes beyond other words for the author's is the author's to allow (`attune.allow` in a chapter's front matter): worked examples with
 * numbers of their own, which are allowed unless that says otherwise, and corrections on the page, which are not.
 */
export const permitted: Check = {
  name: 'permitted',
  version: 1,
  structural: true,
  check({ action, kind }, { policy: { allow } }) {
    if (action === 'correct' && !allow.includes('corrections'))
      return 'the author’s policy does not allow corrections: say it with a flag';
    if (action === 'insert' && kind === 'example' && !allow.includes('examples'))
      return 'the author’s policy does not allow examples';
    return undefined;
  },
};
