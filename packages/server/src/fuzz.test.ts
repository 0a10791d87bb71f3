import { rm } from 'node:fs/promises';
import { openStore } from '@attune/store';
import { createTestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from './main.ts';
import { demoBook, NODES, SAFETY } from './testing/demo-book.ts';
import { writeDemoSite } from './testing/demo-site.ts';
import { fuzz } from './testing/fuzz/fuzz.ts';

// `npm run fuzz -- --requests 20000 --seed 7` says how many and which.
const requests = Number(process.env['ATTUNE_FUZZ_REQUESTS'] ?? 600);
const seed = Number(process.env['ATTUNE_FUZZ_SEED'] ?? 1);

test(
  'whatever is sent, the service answers at once and as its document says, and what it refuses changes nothing',
  { timeout: 60_000 + requests * 100 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const siteDir = await writeDemoSite(demoBook(), [NODES, SAFETY]);
    onTestFinished(() => rm(siteDir, { recursive: true, force: true }));
    const store = openStore(database);
    onTestFinished(() => store.close());
    const server = await startServer({
      siteDir,
      port: 0,
      signals: false,
      logger: pino({ level: 'silent' }),
      // One reader sends all of it.
      environment: {
        DATABASE_URL: database.url,
        ATTUNE_LIMIT_WRITES: '0',
        ATTUNE_LIMIT_PAGES: '0',
        ATTUNE_JOBS: 'off',
      },
    });
    onTestFinished(() => server.close());
    const { answers, requests: sent } = await fuzz(server.url, store, { requests, seed });
    if (process.env['ATTUNE_FUZZ_REQUESTS'] !== undefined)
      console.log(`${sent} requests, seed ${seed}`, Object.fromEntries([...answers].sort()));
    expect(sent).toBeGreaterThan(requests);
    // Most of what is described was reached with something that it takes.
    const taken = new Set([...answers.keys()].filter((name) => /^\S+ 2/.test(name)).map((name) => name.split(' ')[0]));
    expect(taken).toContain('updatePreferences');
    expect(taken).toContain('personalize');
    expect(answers.size).toBeGreaterThan(40);
  },
);
