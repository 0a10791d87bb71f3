import { beforeAll, describe, expect, it } from 'vitest';
import { ChapterState } from './chapter-state.ts';
import { type Round, type Spent, totalOf } from './ledger.ts';
import type { Measured } from './measure-bundle.ts';
import { ModelledAnswers } from './modelled-answers.ts';
import { DEMO, longest, measureSite, openSimulatedSite, type SimulatedSite } from './open-simulated-site.ts';
import { Product } from './product.ts';
import { simulate, type Cost, type SimulateOptions } from './simulate.ts';
import type { Reader } from './workload.ts';

let site: SimulatedSite;
let measured: Measured;
beforeAll(async () => {
  site = await openSimulatedSite(DEMO);
  ({ measured } = await measureSite(DEMO, site));
});

const small = { readers: 20, days: 3, readsPerDay: 20, editsPerDay: 1, seed: 1, secondLook: false };
const run = (options: Partial<SimulateOptions> = {}): Cost[] =>
  simulate({ book: site.book, chapters: longest(site.chapters, 2), measured }, { ...small, ...options });

const ADVANCED = {
  role: 'Student',
  programming_experience: 'Advanced',
  robotics_experience: 'None',
  preferred_language: 'English',
  hardware_availability: 'None',
};
const BEGINNER = { ...ADVANCED, programming_experience: 'Beginner' };
const reader = (profile: Reader['profile'], number = 1): Reader => ({
  number,
  profile,
  profileName: JSON.stringify(profile),
});

/** The product alone, over one chapter. */
function alone(secondLook = false) {
  const product = new Product('product', new ModelledAnswers(measured, 1), secondLook);
  const state = new ChapterState(longest(site.chapters, 1)[0]!, site.book);
  const spent = (round: Round): Spent => product.ledger.rounds()[round]!;
  return { product, state, spent };
}

describe('a simulation', () => {
  it('gives the same figures for the same seed, and others for another', () => {
    expect(run()).toEqual(run());
    expect(run({ seed: 2 })).not.toEqual(run());
  });

  it('costs one reader the same under every key that is of whole chapters', () => {
    const [seeds, shared] = run({ readers: 1, readsPerDay: 50 });
    expect(seeds?.misses).toBeGreaterThan(2);
    expect({ ...seeds, name: '' }).toEqual({ ...shared, name: '' });
  });

  it('costs less, the less of a reader a key has', () => {
    const [seeds, profile, block, projection] = run({ readers: 100, readsPerDay: 150 }).map(
      ({ total }) => total.output,
    );
    expect(seeds).toBeGreaterThan(profile!);
    expect(profile).toBeGreaterThan(block!);
    expect(block).toBeGreaterThan(projection!);
  });

  it('counts every round, and nothing else', () => {
    const looked = run({ secondLook: true });
    for (const { rounds, total } of looked) expect(totalOf(rounds)).toEqual(total);
    expect(Object.keys(looked[0]!.rounds)).toEqual(['writing', 'secondLook', 'mending']);
    expect(Object.keys(looked.at(-1)!.rounds)).toEqual(['plan', 'writing', 'repair', 'secondLook', 'mending']);
    expect(run().map(({ rounds }) => Object.keys(rounds))).toEqual([
      ...Array.from({ length: 4 }, () => ['writing']),
      ['plan', 'writing', 'repair'],
    ]);
  });

  it('counts money where there is a price, with and without the provider’s cache', () => {
    const price = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 };
    for (const { total, usd, usdWithoutPromptCache } of run({ price })) {
      const { input, cacheRead, cacheWrite, output } = total;
      const millionths = input * 3 + cacheRead * 0.3 + cacheWrite * 3.75 + output * 15;
      expect(usd).toBeCloseTo(millionths / 1e6, 1);
      expect(usdWithoutPromptCache).toBeCloseTo(((input + cacheRead + cacheWrite) * 3 + output * 15) / 1e6, 1);
    }
    expect(run()[0]).not.toHaveProperty('usd');
  });
});

describe('the product, simulated', () => {
  it('asks nothing twice, and nothing for a reader who needs the same', () => {
    const { product, state } = alone();
    expect(product.read(reader(BEGINNER), state, 0)).toBe(true);
    const first = product.ledger.rounds();
    expect(product.read(reader(BEGINNER), state, 1)).toBe(false);
    expect(product.read(reader(BEGINNER, 2), state, 2)).toBe(false);
    expect(product.ledger.rounds()).toEqual(first);
  });

  it('plans after an edit the edited paragraph and nothing else, and writes at most its section', () => {
    const { product, state, spent } = alone();
    product.read(reader(BEGINNER), state, 0);
    const [plans, writing] = [spent('plan'), spent('writing')];
    state.edit(0.5);
    const { plans: kept, blocks } = product.keptOf(state.pageFor(BEGINNER).page);
    expect(kept).toBe(blocks - 1);
    expect(product.read(reader(BEGINNER), state, 10)).toBe(true);
    expect(spent('plan').requests).toBe(plans.requests + 1);
    expect(spent('writing').requests - writing.requests).toBeLessThanOrEqual(1);
    expect(spent('plan').output - plans.output).toBeLessThan(plans.output / 10);
  });

  it('pays for the chapter’s prompt once in five minutes', () => {
    const { product, state, spent } = alone();
    product.read(reader(BEGINNER), state, 0);
    const { cacheWrite } = spent('plan');
    expect(cacheWrite).toBeGreaterThan(1000);
    expect(spent('writing').cacheWrite).toBe(0);
    product.read(reader(ADVANCED), state, 299);
    expect(spent('plan').cacheWrite).toBe(cacheWrite);
    product.read(reader({ ...ADVANCED, programming_experience: 'Intermediate' }), state, 700);
    expect(Math.abs(spent('plan').cacheWrite - 2 * cacheWrite)).toBeLessThan(2);
  });

  it('looks at a page once, and mends what was found once', () => {
    const { product, state, spent } = alone(true);
    product.read(reader(BEGINNER), state, 0);
    expect(spent('secondLook').requests).toBe(1);
    const { output } = spent('mending');
    expect(output).toBeLessThan(spent('writing').output);
    product.read(reader({ ...BEGINNER, preferred_language: 'Other' }), state, 1);
    expect(spent('mending').output).toBe(output);
  });

  it('translates for readers of another language what needs no other help, too', () => {
    const [english, urdu] = [alone(), alone()];
    english.product.read(reader(ADVANCED), english.state, 0);
    urdu.product.read(reader({ ...ADVANCED, preferred_language: 'Urdu' }), urdu.state, 0);
    expect(urdu.spent('plan').output).toBe(english.spent('plan').output);
    expect(urdu.spent('writing').output).toBeGreaterThan(3 * english.spent('writing').output);
  });
});
