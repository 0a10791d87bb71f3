import { hashValue, project, type Profile } from '@attune/contract';
import { getPreferences, submitOnboarding, updatePreferences, type Preferences } from '@attune/contract/routes';
import { checkAnswers, standingAnswers } from '../answers.ts';
import type { App, AppParts } from '../app-types.ts';
import { authenticate } from '../authenticate.ts';
import { ApiError } from '../errors.ts';
import type { StoredPreferences } from '../ports.ts';

const NOTHING: StoredPreferences = { profile: {}, onboarding: 'open' };

export function addPreferences(app: App, { identity, library, preferences, references, uses }: AppParts): void {
  const facets = () => library.book().facets;
  const describe = ({ profile, onboarding }: StoredPreferences): Preferences => {
    const answered = standingAnswers(facets(), profile);
    return { profile: project(facets(), answered), answered, onboarding };
  };

  /** Saves, and drops the references that were made with another profile (C-04). */
  async function save(userId: string, before: StoredPreferences, after: StoredPreferences): Promise<Preferences> {
    const hash = (profile: Profile): string => hashValue(project(facets(), profile));
    const saved = await preferences.save(userId, after);
    // Deleted since the token was looked at.
    if (!saved) throw new ApiError('token_expired');
    if (hash(before.profile) !== hash(saved.profile)) {
      // Uses of a moment ago first: they are of the answers before.
      await uses.flush();
      await references.clear(userId);
    }
    return describe(saved);
  }

  app.openapi(getPreferences, async (c) => {
    const reader = await authenticate(c.req.header('authorization'), identity);
    return c.json(describe((await preferences.find(reader.id)) ?? NOTHING), 200);
  });

  app.openapi(submitOnboarding, async (c) => {
    const reader = await authenticate(c.req.header('authorization'), identity);
    const { profile, state } = c.req.valid('json');
    const answers = checkAnswers(facets(), profile);
    const before = (await preferences.find(reader.id)) ?? NOTHING;
    // Skipping the questions, or going through them again, takes nothing back that was answered before.
    const after = { profile: { ...before.profile, ...answers }, onboarding: state };
    return c.json(await save(reader.id, before, after), 200);
  });

  app.openapi(updatePreferences, async (c) => {
    const reader = await authenticate(c.req.header('authorization'), identity);
    const profile = checkAnswers(facets(), c.req.valid('json').profile);
    const before = (await preferences.find(reader.id)) ?? NOTHING;
    return c.json(await save(reader.id, before, { onboarding: before.onboarding, profile }), 200);
  });
}
