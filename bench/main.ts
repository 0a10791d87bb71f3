import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureCost } from './cost.ts';
import { measureParsing } from './parse.ts';
import { measureReader } from './reader.ts';
import { measureServing } from './serve.ts';
import { measureStart } from './start.ts';
import { measureStore } from './store.ts';
import { measureStreaming } from './stream.ts';

// npm run bench [-- name …]: measurements, each with a table here and a file in bench/results.

const MEASUREMENTS = {
  cost: measureCost,
  parse: measureParsing,
  reader: measureReader,
  serve: measureServing,
  start: measureStart,
  store: measureStore,
  stream: measureStreaming,
} as const;

const results = fileURLToPath(new URL('results/', import.meta.url));
mkdirSync(results, { recursive: true });
const chosen = process.argv.slice(2);
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const result = await measure();
  console.log(`\n${name}`);
  console.table('table' in result ? result.table : result);
  writeFileSync(`${results}${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
}
