import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attune, temporaryFolder } from '../testing/attune.ts';
import type { Simulation } from './run-simulation.ts';

const SMALL = ['--readers', '5', '--chapters', '1', '--days', '2', '--reads-per-day', '5'];
const CHAPTER = '# Heat\n\nThe motor draws 20 W.\n\nIt gets warm.\n';

describe('attune simulate', () => {
  it('prints what each way costs, and on what the figures rest', async () => {
    const { exitCode, stdout } = await attune(['simulate', ...SMALL]);
    expect(exitCode).toBe(0);
    for (const words of ['seeds’ key', 'profile, block', '(Attune)', 'writing', 'Measured:', 'Modelled:', 'Assumed:'])
      expect(stdout).toContain(words);
    expect(stdout).toContain('Money is not counted');
  });

  it('takes a site of one’s own that was never built, its prices and its readers, and writes the figures', async () => {
    const price = { input: 1, cacheRead: 1, cacheWrite: 1, output: 2 };
    const folder = await temporaryFolder({
      'docs/heat.md': CHAPTER,
      'attune.config.json': JSON.stringify({ models: { chain: ['openai/x'], prices: { 'openai/x': price } } }),
      'mix.json': JSON.stringify({ programming_experience: { Beginner: 1 } }),
    });
    const file = join(folder, 'cost.json');
    const options = ['--mix', join(folder, 'mix.json'), '--output', file, '--json'];
    const { exitCode, stderr, stdout } = await attune(['simulate', folder, ...SMALL, ...options]);
    expect([exitCode, stderr]).toEqual([0, '']);
    const simulation = JSON.parse(await readFile(file, 'utf8')) as Simulation;
    expect(JSON.parse(stdout)).toEqual(simulation);
    expect(simulation.chapters).toEqual(['default/current/en/heat']);
    expect(simulation.price).toEqual(price);
    expect(simulation.costs.map(({ usd }) => usd)).toEqual(Array.from({ length: 5 }, () => expect.any(Number)));
    expect(simulation.about.measured.join()).toContain('the demo book');
    expect(simulation.options.mix).toEqual({ programming_experience: { Beginner: 1 } });
  });

  it.each([
    [['--readers', '0'], 'whole number from 1'],
    [['--days', '1.5'], 'whole number from 1'],
    [['--edits-per-day', '-1'], 'whole number from 0'],
    [['--seed', 'x'], 'whole number from 0'],
    [['--model', 'openai/y'], 'no price of openai/y'],
    [['--mix', 'none.json'], 'no such file'],
    [['somewhere'], 'no such file or folder'],
  ])('refuses %s', async (args, message) => {
    const { exitCode, stderr } = await attune(['simulate', ...SMALL, ...args]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
  });
});
