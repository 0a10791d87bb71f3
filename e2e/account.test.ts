import { randomUUID } from 'node:crypto';
import { cpSync, chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, type Store } from '@attune/store';
import { findEmbedded } from '@attune/store/embedded';
import type { Mail } from '@attune/server/main';
import { type OAuthServer, startOAuthServer } from 'attune-test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildSite } from '../scripts/demo.ts';
import { BEGINNER, EXPERT, launchBrowser, openPersonalized, visit } from './support/browser.ts';
import { type FileServer, serveFiles } from './support/files.ts';
import { type Product, startProduct } from './support/product.ts';

const PASSWORD = 'correct horse battery';
let browser: Browser;
let product: Product;
/** Another at each try. */
const newEmail = (name: string): string => `${name}-${randomUUID().slice(0, 8)}@example.org`;
const mails: Mail[] = [];
const sendMail = (mail: Mail): Promise<void> => Promise.resolve(void mails.push(mail));

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sendMail }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const preferences = (): string => `${product.url}/attune/preferences`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(preferences());
  await button(page, 'Create an account').click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('New password').fill(PASSWORD);
  await button(page, 'Create an account').click();
  await page.getByText(`Signed in as ${email}`).waitFor();
}
async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto(preferences());
  await button(page, 'Sign in').click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
}
const remembered = (page: Page, base = '/'): Promise<{ id?: string; token?: string }> =>
  page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? '{}') as object, `attune:${base}:reader`);
/** The link of the last mail to an address. */
async function mailedLink(to: string): Promise<string> {
  const mail = await vi.waitUntil(() => mails.findLast((one) => one.to === to), { timeout: 10_000 });
  return /^http\S+$/m.exec(mail.text)?.[0] ?? '';
}

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const url = await findEmbedded(join(product.dataDir, 'postgres'));
  const store = openStore({ url: url ?? '' });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
/** How many columns of all tables have one of these texts. */
const places = (texts: readonly string[]): Promise<number> =>
  withStore(async ({ pool }) => {
    const { rows } = await pool.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`,
    );
    let found = 0;
    for (const { table, column } of rows) {
      const sought = `select from ${table}, unnest($1::text[]) sought where strpos(${table}.${column}::text, sought) > 0 limit 1`;
      found += (await pool.query(sought, [texts])).rowCount ?? 0;
    }
    return found;
  });

describe('two readers in two browsers', () => {
  it('link, export and erase: what is one’s stays theirs, and goes with them', async () => {
    const [adas, omars] = [newEmail('ada'), newEmail('omar')];
    const [ada, omar] = [await visit(browser, { answers: BEGINNER }), await visit(browser, { answers: EXPERT })];
    await openPersonalized(ada.page, `${product.url}/jetson`);
    const before = await remembered(ada.page);
    await signUp(ada.page, adas);
    const after = await remembered(ada.page);
    expect(after.id).toBe(before.id);
    expect(after.token).not.toBe(before.token);
    await openPersonalized(ada.page, `${product.url}/jetson`);
    await openPersonalized(omar.page, `${product.url}/jetson`);
    await signUp(omar.page, omars);

    // A second device of hers, on which somebody has read without an account.
    const phone = await visit(browser, { answers: EXPERT, width: 390 });
    await openPersonalized(phone.page, `${product.url}/urdf`);
    const visitor = await remembered(phone.page);
    await signIn(phone.page, adas);
    await phone.page.getByText(`Signed in as ${adas}`).waitFor();
    expect((await remembered(phone.page)).id).toBe(before.id);
    expect(await phone.page.getByLabel('Beginner').isChecked()).toBe(true);
    await phone.page.goto(`${product.url}/urdf`);
    await phone.page.locator('.attune-reader', { hasText: 'Programming: Beginner' }).waitFor();
    expect(await places([visitor.id ?? '?'])).toBe(0);

    await ada.page.goto(preferences());
    const [download] = await Promise.all([
      ada.page.waitForEvent('download'),
      button(ada.page, 'Download all of it').click(),
    ]);
    expect(download.suggestedFilename()).toBe('attune-export.json');
    const text = readFileSync(await download.path(), 'utf8');
    const rows = JSON.parse(text) as Record<string, Record<string, unknown>[]>;
    expect(rows['users']).toMatchObject([{ id: before.id, email: adas }]);
    expect(rows['preferences']).toMatchObject([{ profile: BEGINNER }]);
    expect(rows['personalization_log']?.length).toBeGreaterThan(1);
    expect(text).not.toContain(omars);

    const hers = [before.id ?? '?', adas];
    expect(await places(hers)).toBeGreaterThan(5);
    await button(ada.page, 'Erase all of it').click();
    await button(ada.page, 'Cancel').click();
    expect(await places(hers)).toBeGreaterThan(5);
    await button(ada.page, 'Erase all of it').click();
    await button(ada.page, 'Yes, erase everything').click();
    await ada.page.getByText('Everything that was stored of you is erased.').waitFor();
    expect(await places(hers)).toBe(0);
    const left = await ada.page.evaluate(() => JSON.stringify({ ...localStorage }));
    for (const text of [...hers, 'Beginner', after.token ?? '?']) expect(left).not.toContain(text);

    // Her other device reads on; that its session is over is found out behind an answer, and then it is somebody new. His account is untouched.
    await vi.waitUntil(
      async () => {
        await openPersonalized(phone.page, `${product.url}/jetson`);
        return (await remembered(phone.page)).id !== before.id;
      },
      { timeout: 20_000 },
    );
    await omar.page.goto(preferences());
    await omar.page.getByText(`Signed in as ${omars}`).waitFor();
    expect(omar.complaints).toEqual([]);
    expect(ada.complaints).toEqual([]);
    for (const one of [ada, omar, phone]) {
      expect(await one.context.cookies()).toEqual([]);
      await one.context.close();
    }
  });
});

describe('an account', () => {
  it('is left here, or everywhere; who comes next is somebody else', async () => {
    const email = newEmail('leaves');
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await signUp(page, email);
    const other = await visit(browser);
    await signIn(other.page, email);
    await other.page.getByText(`Signed in as ${email}`).waitFor();
    await button(page, 'Sign out everywhere').click();
    await button(page, 'Sign in').waitFor();
    expect(await remembered(page)).toEqual({});
    expect(await page.getByLabel('Beginner').isChecked()).toBe(false);
    await other.page.reload();
    await button(other.page, 'Sign in').waitFor();
    await context.close();
    await other.context.close();
  });

  it('has its password changed, and reset by a mail when it is forgotten', async () => {
    const email = newEmail('forgets');
    const { page, context } = await visit(browser);
    await signUp(page, email);
    await page.getByText('This address has not been verified yet.').waitFor();
    await page.goto(await mailedLink(email));
    await page.getByText('Your e-mail address is verified.').waitFor();
    expect(new URL(page.url()).hash).toBe('');

    await page.reload();
    await button(page, 'Change the password').click();
    await page.getByLabel('Present password').fill('not the password');
    await page.getByLabel('New password').fill('another password');
    await button(page, 'Change the password').click();
    await page.getByText('That is not your present password.').waitFor();
    await page.getByLabel('Present password').fill(PASSWORD);
    await button(page, 'Change the password').click();
    await page.getByText('The password is changed. All other sessions have ended.').waitFor();
    await button(page, 'Sign out').click();

    await signIn(page, email);
    await page.getByText('No account has this e-mail address and password.').waitFor();
    mails.length = 0;
    await button(page, 'Forgot your password?').click();
    await page.getByLabel('E-mail address').fill(email);
    await button(page, 'Send me a mail').click();
    await page.getByText('If there is an account with this address').waitFor();
    const link = await mailedLink(email);
    // On the very page that asked: only the fragment changes.
    await page.goto(link);
    await page.getByRole('textbox', { name: 'New password' }).fill('a third password');
    await button(page, 'Set a new password').click();
    await page.getByText('Your new password is set.').waitFor();
    await signIn(page, email, 'a third password');
    await page.getByText(`Signed in as ${email}`).waitFor();
    await context.close();
  });

  it('speaks Urdu to who reads Urdu', async () => {
    const { page, context } = await visit(browser, { answers: { ...BEGINNER, preferred_language: 'Urdu' } });
    await page.goto(preferences());
    await page.getByRole('heading', { name: 'آپ کا اکاؤنٹ' }).waitFor();
    await button(page, 'اکاؤنٹ بنائیں').click();
    expect(await page.getByLabel('ای میل پتہ').getAttribute('dir')).toBe('ltr');
    await context.close();
  });
});

describe('a book whose service is on another origin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-account-'));
  const siteDir = join(folder, 'goals');
  let [service, files, provider]: [Product?, FileServer?, OAuthServer?] = [];

  /** A port that nobody has just now: the book names it before the service takes it. */
  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  beforeAll(async () => {
    chmodSync(folder, 0o755);
    const port = await freePort();
    cpSync(fileURLToPath(new URL('fixtures/learning-goals', import.meta.url)), siteDir, { recursive: true });
    symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(siteDir, 'node_modules'));
    const config = join(siteDir, 'docusaurus.config.ts');
    const options = `}, { service: 'http://127.0.0.1:${port}' });\n`;
    writeFileSync(config, readFileSync(config, 'utf8').replace(/\}\);\s*$/, options));
    buildSite(siteDir);
    files = await serveFiles(join(siteDir, 'build'), '/course/');
    provider = await startOAuthServer();
    service = await startProduct({
      site: siteDir,
      port,
      sendMail,
      environment: {
        ATTUNE_ORIGINS: files.url,
        ATTUNE_OIDC_ISSUER: provider.url,
        ATTUNE_OIDC_NAME: 'the school',
        ATTUNE_OIDC_ID: provider.id,
        ATTUNE_OIDC_SECRET: provider.secret,
      },
    });
  });
  afterAll(async () => {
    await service?.close();
    files?.close();
    provider?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('signs readers in by password and at a provider, without a cookie and without a token in an address', async () => {
    const { page, context, complaints } = await visit(browser, {
      answers: { education_level: 'undergraduate', programming_experience: 'beginner' },
      baseUrl: '/course/',
    });
    const [grace, other] = [newEmail('grace'), newEmail('other')];
    Object.assign(provider ?? {}, { user: { sub: grace, email: grace, email_verified: true } });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await openPersonalized(page, `${files?.url}/course/`);
    const before = await remembered(page, '/course/');
    await page.goto(`${files?.url}/course/attune/preferences/`);
    await button(page, 'Sign in with the school').click();
    await page.getByText(`Signed in as ${grace}`).waitFor();
    const after = await remembered(page, '/course/');
    expect(after.id).toBe(before.id);
    expect(new URL(page.url()).href).toBe(`${files?.url}/course/attune/preferences/`);

    await button(page, 'Sign out').click();
    await button(page, 'Create an account').click();
    await page.getByLabel('E-mail address').fill(other);
    await page.getByLabel('New password').fill(PASSWORD);
    await button(page, 'Create an account').click();
    await page.getByText(`Signed in as ${other}`).waitFor();

    expect(addresses.some((address) => address.includes('/v1/sign-in/oidc/callback'))).toBe(true);
    const tokens = [before.token, after.token, (await remembered(page, '/course/')).token].map((token) => token ?? '?');
    for (const address of addresses) {
      for (const token of tokens) expect(decodeURIComponent(address)).not.toContain(token);
    }
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
