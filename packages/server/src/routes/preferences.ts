import { hashValue, project } from '@attune/contract';
import { getPreferences, submitOnboarding, updatePreferences, type Preferences } from '@attune/contract/routes';
import { checkAnswers, standingAnswers } from '../answers.ts';
import type { App, AppParts } from '../app-types.ts';
import { authenticate, authenticateReading, ownerOf } from '../authenticate.ts';
import { ApiError } from '../errors.ts';
import type { ProvenReader, StoredPreferences } from '../ports.ts';

const NOTHING: StoredPreferences = { profile: {}, onboarding: 'open' };

export function addPreferences(app: App, { identity, library, preferences, references, uses }: AppParts): void {
  const facets = () => library.book().facets;
  const describe = ({ profile, onboarding }: StoredPreferences): Preferences => {
    const answered = standingAnswers(facets(), profile);
    return { profile: project(facets(), answered), answered, onboarding };
  };

  /** Saves, and drops the references that were made with another profile (C-04). */
  async function save(
    reader: ProvenReader,
    change: (before: StoredPreferences) => StoredPreferences,
  ): Promise<Preferences> {
    const owner = ownerOf(reader);
    const hash = ({ profile }: StoredPreferences): string => hashValue(project(facets(), profile));
    const changed = await preferences.change(owner, (before = NOTHING) => change(before));
    // Deleted or signed out since the token was looked at.
    if (!changed) throw new ApiError('token_expired');
    const { before = NOTHING, after } = changed;
    if (hash(before) !== hash(after)) {
      // Uses of a moment ago first: they are of the answers before.
      await uses.flush();
      await references.clear(owner);
    }
    return describe(after);
  }

  app.openapi(getPreferences, async (c) => {
    const reader = await authenticateReading(c, identity);
    return c.json(describe((await preferences.find(reader.id)) ?? NOTHING), 200);
  });

  app.openapi(submitOnboarding, async (c) => {
    const reader = await authenticate(c, identity);
    const { profile, state } = c.req.valid('json');
    const answers = checkAnswers(facets(), profile);
    // Skipping the questions, or going through them again, takes nothing back that was answered before.
    const after = await save(reader, (before) => ({
      profile: { ...before.profile, ...answers },
      onboarding: state,
    }));
    return c.json(after, 200);
  });

  app.openapi(updatePreferences, async (c) => {
    const reader = await authenticate(c, identity);
    const profile = checkAnswers(facets(), c.req.valid('json').profile);
    return c.json(await save(reader, ({ onboarding }) => ({ onboarding, profile })), 200);
  });
}
