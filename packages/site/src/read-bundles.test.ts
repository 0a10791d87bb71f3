import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundlesIn, readBundle } from './read-bundles.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const bundle = {
  attune: 'adaptations/1',
  about: 'a test',
  prompts: [],
  from: '2026-11-20T08:00:00.000Z',
  to: '2026-11-20T08:00:00.000Z',
  plans: [],
  adaptations: [],
  reviews: [],
  flags: [],
};

test('the bundles of a folder are its JSON files, by name; a folder that is not there has none', async () => {
  const folder = await temporaryFolder({
    'b.json': JSON.stringify(bundle),
    'a.json': JSON.stringify(bundle),
    'c.md': '',
  });
  expect(await bundlesIn(folder)).toEqual([join(folder, 'a.json'), join(folder, 'b.json')]);
  expect(await bundlesIn(join(folder, 'none'))).toEqual([]);
  expect(await readBundle(join(folder, 'a.json'))).toEqual(bundle);
});

test.each([
  ['cut off', JSON.stringify(bundle).slice(0, -9), ''],
  ['of another form', JSON.stringify({ ...bundle, plans: [{ key: 'x' }] }), 'plans.0'],
  ['of another version', JSON.stringify({ ...bundle, attune: 'adaptations/2' }), 'attune'],
])('a bundle that is %s is refused with its path, the place and a remedy', async (_what, text, place) => {
  const folder = await temporaryFolder({ 'a.json': text });
  await expect(readBundle(join(folder, 'a.json'))).rejects.toMatchObject({
    name: 'SiteError',
    message: expect.stringMatching(new RegExp(`a\\.json is no bundle.*${place}`)),
    remedy: expect.stringContaining('attune bundle'),
  });
});
