import type { Profile } from '@attune/contract';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { type Owner, stands, standsUntilDone } from './readers/owner.ts';
import type { Onboarding } from './tables.ts';

export interface Preferences {
  readonly profile: Profile;
  readonly onboarding: Onboarding;
  readonly updatedAt: Date;
}

export interface PreferenceStore {
  find(userId: string): Promise<Preferences | undefined>;
  /**
   * Puts what `change` makes of what is kept in its place, whoever else is at it: it is called again with what they made of it. A statement
   * that was stuck in a network, and comes through when others were confirmed, changes nothing. Gives what was kept and what now is; nothing
   * for a reader who does not exist (any more), or whose session is over.
   */
  change(owner: Owner, change: Change): Promise<Changed | undefined>;
}

type Change = (before: Preferences | undefined) => Omit<Preferences, 'updatedAt'>;
interface Changed {
  readonly before: Preferences | undefined;
  readonly after: Preferences;
}

interface Found extends Preferences {
  /** Of the row: other after each change. */
  readonly row: string;
}

const COLUMNS = ['profile', 'onboarding', 'updated_at as updatedAt'] as const;
/** More than ever write for one reader at once. */
const MOST_TRIES = 1_000;

async function findRow(db: Database, owner: Owner): Promise<Found | 'none' | 'no reader'> {
  const row = await db
    .selectFrom('users')
    .leftJoin('preferences', 'preferences.user_id', 'users.id')
    .select(['profile', 'onboarding', 'preferences.updated_at as updatedAt'])
    .select(sql<string | null>`preferences.xmin::text`.as('row'))
    .where('users.id', '=', owner.userId)
    .where(stands(owner))
    .executeTakeFirst();
  if (!row) return 'no reader';
  return row.row === null ? 'none' : (row as Found);
}

/** Nothing where the row is not the one that is given any more. */
const replace = (
  db: Database,
  owner: Owner,
  { profile, onboarding, row }: Omit<Preferences, 'updatedAt'> & { readonly row: string | null },
): Promise<Preferences | undefined> =>
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
        .where('users.id', '=', owner.userId)
        .where(standsUntilDone(owner))
        // Holds the reader until we are done: deleted meanwhile, the foreign key would fail.
        .forKeyShare(),
    )
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet((it) => ({
          profile: it.ref('excluded.profile'),
          onboarding: it.ref('excluded.onboarding'),
          updated_at: it.ref('excluded.updated_at'),
        }))
        .where(sql<boolean>`preferences.xmin::text = ${row}`),
    )
    .returning(COLUMNS)
    .executeTakeFirst();

export function createPreferenceStore(db: Database): PreferenceStore {
  return {
    find: (userId) => db.selectFrom('preferences').select(COLUMNS).where('user_id', '=', userId).executeTakeFirst(),

    async change(owner, change) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const found = await findRow(db, owner);
        if (found === 'no reader') return undefined;
        const [row, before] = found === 'none' ? [null, undefined] : splitRow(found);
        const after = await replace(db, owner, { ...change(before), row });
        if (after) return { before, after };
      }
      throw new Error(`the preferences of a reader were changed ${MOST_TRIES} times by others meanwhile`);
    },
  };
}

const splitRow = ({ row, ...before }: Found): [string, Preferences] => [row, before];
