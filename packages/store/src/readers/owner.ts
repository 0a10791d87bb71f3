import { type RawBuilder, sql } from 'kysely';

/** Who acts, and what proves it. */
export interface Owner {
  readonly userId: string;
  /** Id of the session, which must stand when something is written; left out where the service itself acts for the reader. */
  readonly session?: string | undefined;
}

/** Whether the owner's session stands at this statement: nothing that a token says is believed where something is written. */
export const stands = ({ userId, session }: Owner): RawBuilder<boolean> =>
  session === undefined
    ? sql<boolean>`true`
    : sql<boolean>`exists (select 1 from sessions where id = ${session}::uuid and user_id = ${userId}::uuid and expires_at > now())`;

/** The same, and it cannot be ended before the transaction is: who was told that it is over finds nothing written later. */
export const standsUntilDone = ({ userId, session }: Owner): RawBuilder<boolean> =>
  session === undefined
    ? sql<boolean>`true`
    : sql<boolean>`${userId}::uuid in (select user_id from sessions where id = ${session}::uuid and expires_at > now() for key share)`;
