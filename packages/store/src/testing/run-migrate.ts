// A process that migrates, for the test of many at once.
import { openStore } from '../index.ts';

const store = openStore({ url: process.argv[2] ?? '' });
console.log(JSON.stringify(await store.migrate()));
await store.close();
