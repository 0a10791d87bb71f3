import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import type { Role, Tables } from '../tables.ts';
import { mergeReader } from './merge-reader.ts';
import { type Owner, stands } from './owner.ts';

/** A reader's name at a provider who has verified the address. */
interface AtProvider {
  readonly provider: string;
  readonly accountId: string;
}
/** A way to sign in; a password as its salted hash. */
type Credential = { readonly password: string } | AtProvider;

export interface NewAccount {
  /** In lower case. */
  readonly email: string;
  readonly credential: Credential;
}

export interface Account {
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly role: Role;
  /** Names of providers; `credential` for a password. */
  readonly providers: readonly string[];
}

export type SignedUp = { readonly userId: string } | 'email_taken' | 'over';

/** Readers with an e-mail address. Whatever changes them ends their sessions in the same transaction. */
export interface AccountStore {
  /**
   * Makes an account: of an anonymous reader, who keeps id and all that is theirs, or of nobody. `over`: that reader's session is over, or they
   * have an account.
   */
  signUp(account: NewAccount, anonymous?: Owner): Promise<SignedUp>;
  /** The reader whom a provider vouches for, made where there is none. `email_taken`: by an account whose owner never proved the address. */
  signUpAt(account: NewAccount & { credential: AtProvider }, anonymous?: Owner): Promise<SignedUp>;
  /** Gives an anonymous reader's things to an account, by the rule of `mergeReader`; whether it was one. */
  merge(anonymous: Owner, into: string): Promise<boolean>;
  find(owner: Owner): Promise<Account | undefined>;
  /** The role of a session that stands. */
  roleOf(owner: Owner): Promise<Role | undefined>;
  /** False where the session is over. */
  setPassword(owner: Owner, password: string): Promise<boolean>;
  /** For who answered a mail: the address is proven with it. */
  resetPassword(userId: string, password: string): Promise<boolean>;
  setVerified(userId: string): Promise<boolean>;
  /** The id of the reader with that address. */
  findByEmail(email: string): Promise<{ readonly id: string } | undefined>;
  /** How many sessions ended: this one, or all of the reader's. */
  endSessions(owner: Owner & { session: string }, all: boolean): Promise<number>;
  /** Makes or changes an account on an operator's word: that password is the only way in. Whether it is new. */
  appoint(account: { email: string; password: string; role: Role }): Promise<boolean>;
}

type InTransaction = Transaction<Tables>;

async function addCredential(db: InTransaction, userId: string, credential: Credential): Promise<void> {
  const [provider, account, password] =
    'password' in credential
      ? ['credential', userId, credential.password]
      : [credential.provider, credential.accountId, null];
  await sql`
    insert into accounts (account_id, provider_id, user_id, password)
    values (${account}, ${provider}, ${userId}, ${password})`.execute(db);
}

async function endAll(db: InTransaction, userId: string): Promise<number> {
  const ended = await sql`delete from sessions where user_id = ${userId}::uuid`.execute(db);
  return Number(ended.numAffectedRows);
}

const isTaken = (error: unknown): boolean =>
  (error as { code?: unknown }).code === '23505' || (error as { cause?: { code?: unknown } }).cause?.code === '23505';

/** The anonymous reader with the address now, or a new one; nothing where the session is over or they have an account. */
async function named(
  db: InTransaction,
  { email, credential }: NewAccount,
  anonymous?: Owner,
): Promise<string | undefined> {
  // What a provider vouches for is verified; an address that was typed is not.
  const isVerified = !('password' in credential);
  if (!anonymous) {
    const { rows } = await sql<{ id: string }>`
      insert into users (email, email_verified) values (${email}, ${isVerified}) returning id`.execute(db);
    return rows[0]?.id;
  }
  // Sessions first, as everywhere: whoever ends them waits, and neither locks the other out.
  await sql`select 1 from sessions where user_id = ${anonymous.userId}::uuid for update`.execute(db);
  const { rows } = await sql<{ id: string }>`
    update users set email = ${email}, email_verified = ${isVerified}, is_anonymous = false, updated_at = now()
    where id = ${anonymous.userId}::uuid and is_anonymous and ${stands(anonymous)} returning id`.execute(db);
  if (rows[0]) await endAll(db, anonymous.userId);
  return rows[0]?.id;
}

async function signUp(db: Database, account: NewAccount, anonymous?: Owner): Promise<SignedUp> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const userId = await named(transaction, account, anonymous);
      if (userId === undefined) return 'over';
      await addCredential(transaction, userId, account.credential);
      return { userId };
    });
  } catch (error) {
    if (isTaken(error)) return 'email_taken';
    throw error;
  }
}

/** The reader of an account at a provider; one whose proven address the provider vouches for has it from now on. */
async function knownAt(
  db: Database,
  { email, credential }: NewAccount & { credential: AtProvider },
): Promise<string | undefined> {
  const { provider, accountId } = credential;
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string; linked: boolean }>`
      select user_id as id, true as linked from accounts where provider_id = ${provider} and account_id = ${accountId}
      union all select id, false from users where email = ${email} and email_verified
      order by linked desc limit 1`.execute(transaction);
    if (rows[0] && !rows[0].linked) {
      // In two tabs at once it is done once.
      await sql`
        insert into accounts (account_id, provider_id, user_id) values (${accountId}, ${provider}, ${rows[0].id})
        on conflict (provider_id, account_id) do nothing`.execute(transaction);
    }
    return rows[0]?.id;
  });
}

async function setPassword(db: InTransaction, owner: Owner, password: string): Promise<boolean> {
  const { userId } = owner;
  await sql`select 1 from sessions where user_id = ${userId}::uuid for update`.execute(db);
  const changed = await sql`
    insert into accounts (account_id, provider_id, user_id, password)
    select id::text, 'credential', id, ${password}::text from users where id = ${userId}::uuid and email is not null and ${stands(owner)}
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`.execute(db);
  if (changed.numAffectedRows === 0n) return false;
  // Mails that were asked for with the former password are of no use.
  await sql`delete from verifications where value = ${userId}`.execute(db);
  await endAll(db, userId);
  return true;
}

export function createAccountStore(db: Database): AccountStore {
  const work = <Result>(run: (transaction: InTransaction) => Promise<Result>): Promise<Result> =>
    db.transaction().execute(run);
  return {
    signUp: (account, anonymous) => signUp(db, account, anonymous),

    async signUpAt(account, anonymous) {
      const userId = await knownAt(db, account);
      if (userId === undefined) return signUp(db, account, anonymous);
      if (anonymous) await mergeReader(db, anonymous, userId);
      return { userId };
    },

    merge: (anonymous, into) => mergeReader(db, anonymous, into),

    async find(owner) {
      const { rows } = await sql<Account>`
        select email, email_verified as "emailVerified", role,
          array(select provider_id from accounts where user_id = users.id order by 1) as providers
        from users where id = ${owner.userId}::uuid and ${stands(owner)}`.execute(db);
      return rows[0];
    },

    async roleOf(owner) {
      const { rows } = await sql<{ role: Role }>`
        select role from users where id = ${owner.userId}::uuid and ${stands(owner)}`.execute(db);
      return rows[0]?.role;
    },

    setPassword: (owner, password) => work((transaction) => setPassword(transaction, owner, password)),

    resetPassword: (userId, password) =>
      work(async (transaction) => {
        await sql`update users set email_verified = true, updated_at = now() where id = ${userId}::uuid`.execute(
          transaction,
        );
        return setPassword(transaction, { userId }, password);
      }),

    async setVerified(userId) {
      const changed = await sql`
        update users set email_verified = true, updated_at = now() where id = ${userId}::uuid and email is not null`.execute(
        db,
      );
      return changed.numAffectedRows === 1n;
    },

    async findByEmail(email) {
      const { rows } = await sql<{ id: string }>`select id from users where email = ${email}`.execute(db);
      return rows[0];
    },

    async endSessions({ userId, session }, all) {
      if (all) return work((transaction) => endAll(transaction, userId));
      const ended = await sql`delete from sessions where id = ${session}::uuid and user_id = ${userId}::uuid`.execute(
        db,
      );
      return Number(ended.numAffectedRows);
    },

    appoint: ({ email, password, role }) =>
      work(async (transaction) => {
        const { rows } = await sql<{ id: string; isNew: boolean }>`
          insert into users (email, role) values (${email}, ${role})
          on conflict (email) do update set role = excluded.role, updated_at = now()
          returning id, (xmax = 0) as "isNew"`.execute(transaction);
        const [user] = rows;
        if (!user) throw new Error('the account was neither made nor found');
        // Whoever registered that address before may not be who the operator means.
        await sql`delete from accounts where user_id = ${user.id}::uuid`.execute(transaction);
        await endAll(transaction, user.id);
        await addCredential(transaction, user.id, { password });
        return user.isNew;
      }),
  };
}
