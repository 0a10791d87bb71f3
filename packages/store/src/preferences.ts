import type { Profile } from '@attune/contract';
import type { Database } from './database.ts';
import type { Onboarding } from './tables.ts';

export interface Preferences {
  readonly profile: Profile;
  readonly onboarding: Onboarding;
  readonly updatedAt: Date;
}

export interface PreferenceStore {
  find(userId: string): Promise<Preferences | undefined>;
  /** Puts them in the place of what was there; nothing is kept for a reader who does not exist (any more). */
  save(userId: string, preferences: Omit<Preferences, 'updatedAt'>): Promise<Preferences | undefined>;
}

const COLUMNS = ['profile', 'onboarding', 'updated_at as updatedAt'] as const;

export function createPreferenceStore(db: Database): PreferenceStore {
  return {
    find: (userId) => db.selectFrom('preferences').select(COLUMNS).where('user_id', '=', userId).executeTakeFirst(),

    save: (userId, { profile, onboarding }) =>
      db
        .insertInto('preferences')
        .columns(['user_id', 'profile', 'onboarding', 'updated_at'])
        .expression((build) =>
          build
            .selectFrom('users')
            .select((it) => [
              'users.id',
              it.cast<string>(it.val(JSON.stringify(profile)), 'jsonb').as('profile'),
              it.val<Onboarding>(onboarding).as('onboarding'),
              it.fn<Date>('clock_timestamp').as('updated_at'),
            ])
            .where('users.id', '=', userId)
            // Holds the reader until we are done: deleted meanwhile, the foreign key would fail.
            .forKeyShare(),
        )
        .onConflict((conflict) =>
          conflict.column('user_id').doUpdateSet((it) => ({
            profile: it.ref('excluded.profile'),
            onboarding: it.ref('excluded.onboarding'),
            updated_at: it.ref('excluded.updated_at'),
          })),
        )
        .returning(COLUMNS)
        .executeTakeFirst(),
  };
}
