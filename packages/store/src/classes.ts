import { createHash, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A room full of readers behind one address. */
export interface Class {
  readonly name: string;
  readonly expiresAt: Date;
}

export interface ClassStore {
  /** Gives its code, which is kept nowhere; nothing where there is a class of this name that is not over. */
  create(name: string, days: number): Promise<{ readonly code: string; readonly expiresAt: Date } | undefined>;
  /** Whose code it is; nobody's once it is over. */
  find(code: string): Promise<Class | undefined>;
  list(): Promise<Class[]>;
  /** False where there is none of this name. */
  end(name: string): Promise<boolean>;
}

/** None that is taken for another when it is read from a board. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
/** 59 bits: not to be guessed in the time of a class. */
const LENGTH = 12;

const hashOf = (code: string): string => createHash('sha256').update(code.trim().toUpperCase()).digest('hex');
const newCode = (): string => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

export function createClassStore(db: Database): ClassStore {
  return {
    async create(name, days) {
      const code = newCode();
      const { rows } = await sql<{ expiresAt: Date }>`
        insert into classes as kept (name, code_hash, expires_at)
        values (${name}, ${hashOf(code)}, now() + make_interval(days => ${days}::int))
        on conflict (name) do update
          set code_hash = excluded.code_hash, expires_at = excluded.expires_at, created_at = excluded.created_at
          where kept.expires_at <= now()
        returning expires_at as "expiresAt"`.execute(db);
      const [row] = rows;
      return row && { code, ...row };
    },
    async find(code) {
      const { rows } = await sql<Class>`select name, expires_at as "expiresAt" from classes
        where code_hash = ${hashOf(code)} and expires_at > now()`.execute(db);
      return rows[0];
    },
    async list() {
      const { rows } = await sql<Class>`select name, expires_at as "expiresAt" from classes
        where expires_at > now() order by name`.execute(db);
      return rows;
    },
    async end(name) {
      const { numAffectedRows } = await sql`delete from classes where name = ${name}`.execute(db);
      return Number(numAffectedRows) > 0;
    },
  };
}
