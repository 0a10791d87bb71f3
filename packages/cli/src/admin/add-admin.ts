import { readdir } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readPassword } from './read-password.ts';

const ROLES = ['administrator', 'author'] as const;

interface Options {
  readonly email: string;
  readonly role: (typeof ROLES)[number];
}

/** Whose service it is says who administers it: no request can. */
export function addAdmin(program: Command): void {
  program
    .command('admin')
    .description('administrators and authors of the service')
    .command('create')
    .description(
      'make an account that administers the service, or give one that role; the password comes from a prompt or from stdin',
    )
    .argument('[site]', 'folder of the Docusaurus site, for the embedded database', '.')
    .requiredOption('-e, --email <address>', 'its e-mail address', address)
    .addOption(new Option('-r, --role <role>', 'what it may do').choices(ROLES).default('administrator'))
    .action(async (siteDir: string, { email, role }: Options) => {
      await readdir(siteDir);
      const { hashPassword, withDatabase } = await import('@attune/server/main');
      const password = await hashPassword(await readPassword());
      const isNew = await withDatabase({ siteDir, defaults: { ATTUNE_LOG: 'warn' } }, (store) =>
        store.accounts.appoint({ email, password, role }),
      );
      console.log(
        isNew
          ? `${email} is ${role}.`
          : `${email} is ${role}. The account was there: it has this password now, and all its sessions have ended.`,
      );
    });
}

/** As sign-ins find it: in lower case. */
function address(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 254) return text.toLowerCase();
  throw new InvalidArgumentError('it is an address such as ada@example.org');
}
