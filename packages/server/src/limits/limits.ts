import { createHmac } from 'node:crypto';
import { ModelError } from '@attune/core';
import { ApiError } from '../errors.ts';
import type { Classes, LimitCounter, Purse } from '../ports.ts';

const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How much may be asked for; 0 for no limit. */
export interface LimitSettings {
  /** New readers of one network in an hour. */
  readonly readers: number;
  /** Requests of one network, and of one reader, that change something, in a minute. */
  readonly writes: number;
  /** Pages that a model makes for one reader in a day. Those that are there already cost nothing. */
  readonly pages: number;
  /** The same for all readers of one network. */
  readonly networkPages: number;
  /** Passwords that are tried for one account in a quarter of an hour. */
  readonly passwords: number;
  /** Mails to one address in an hour. */
  readonly mails: number;
}

export const DEFAULT_LIMITS: LimitSettings = {
  readers: 30,
  writes: 300,
  pages: 50,
  networkPages: 500,
  passwords: 10,
  mails: 5,
};
/** New readers of one class in a day: a code that got about is not worth much. */
const CLASS_READERS = 1_000;

/** Who asks, as far as limits go. */
export interface Asker {
  /** None for this machine itself. */
  readonly network?: string;
  /** Whose code came along: then the network's limits do not hold. */
  readonly className?: string;
  /** What tells one reader from another, a session or an id. */
  readonly reader?: string;
}

export interface Limits {
  /** The class of a code; refuses one that is none. */
  className(code: string): Promise<string>;
  /** Counts a new reader, or refuses. */
  admitReader(asker: Asker): Promise<void>;
  /** Counts a request that changes something, or refuses. */
  admitWrite(asker: Asker): Promise<void>;
  /** Counts a password that is tried for an account, by its e-mail address or id, or refuses: also one that would be right. */
  admitPassword(account: string): Promise<void>;
  /** Counts a mail to an address, or refuses. */
  admitMail(address: string): Promise<void>;
  /** What pays for the pages that a model makes for who asks. */
  purse(asker: Asker): Purse;
}

interface LimitsParts {
  readonly counter: LimitCounter;
  readonly classes: Classes;
  /** Of the service. */
  readonly secret: string;
  readonly settings: LimitSettings;
}

interface Rule {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

export function createLimits({ counter, classes, secret, settings }: LimitsParts): Limits {
  const { readers, writes, pages, networkPages, passwords, mails } = settings;
  const rule = (name: string, limit: number, seconds: number): Rule => ({ name, limit, seconds });
  const RULES = {
    readers: rule('readers', readers, HOUR),
    classReaders: rule('class readers', readers === 0 ? 0 : CLASS_READERS, DAY),
    writes: rule('writes', writes, MINUTE),
    readerWrites: rule('reader writes', writes, MINUTE),
    pages: rule('pages', pages, DAY),
    networkPages: rule('network pages', networkPages, DAY),
    passwords: rule('passwords', passwords, QUARTER),
    mails: rule('mails', mails, HOUR),
  };
  /** What is kept tells nobody where readers are, or who. */
  const keyOf = ({ name }: Rule, who: string): string =>
    createHmac('sha256', secret).update(`limits\0${name}\0${who}`).digest('hex');

  /** Milliseconds until there is some again, where there is none; nobody in particular is not counted. */
  async function take(of: Rule, who: string | undefined): Promise<number | undefined> {
    if (of.limit === 0 || who === undefined) return undefined;
    const taken = await counter.take(keyOf(of, who), of);
    return taken.isTaken ? undefined : taken.retryAfter;
  }
  async function admit(of: Rule, who: string | undefined): Promise<void> {
    const retryAfter = await take(of, who);
    if (retryAfter !== undefined) throw new ApiError('too_many_requests', { retryAfter });
  }
  const networkOf = ({ network, className }: Asker): string | undefined =>
    className === undefined ? network : undefined;

  return {
    async className(code) {
      const found = await classes.find(code);
      if (!found) throw new ApiError('class_unknown');
      return found.name;
    },
    admitReader: (asker) =>
      asker.className === undefined ? admit(RULES.readers, asker.network) : admit(RULES.classReaders, asker.className),
    async admitWrite(asker) {
      await admit(RULES.readerWrites, asker.reader);
      await admit(RULES.writes, networkOf(asker));
    },
    admitPassword: (account) => admit(RULES.passwords, account.toLowerCase()),
    admitMail: (address) => admit(RULES.mails, address.toLowerCase()),
    purse(asker) {
      const sources = [
        [RULES.pages, asker.reader],
        [RULES.networkPages, networkOf(asker)],
      ] as const;
      const giveBack = async (): Promise<void> => {
        for (const [of, who] of sources) if (of.limit > 0 && who !== undefined) await counter.giveBack(keyOf(of, who));
      };
      return {
        giveBack,
        async pay() {
          const ofReader = await take(...sources[0]);
          if (ofReader !== undefined) return quotaSpent(ofReader);
          const ofNetwork = await take(...sources[1]);
          if (ofNetwork === undefined) return undefined;
          if (pages > 0 && asker.reader !== undefined) await counter.giveBack(keyOf(RULES.pages, asker.reader));
          return quotaSpent(ofNetwork);
        },
      };
    },
  };
}

const quotaSpent = (retryAfter: number): ModelError =>
  new ModelError('quota', 'as many pages were made for this reader or network as may be in a day', { retryAfter });
