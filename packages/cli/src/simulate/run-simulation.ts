import { readFile } from 'node:fs/promises';
import type { Facet, ModelPrice } from '@attune/contract';
import { type About, aboutOf } from './about.ts';
import { longest, measureSite, openSimulatedSite } from './open-simulated-site.ts';
import { checkMix, type Mix } from './profiles.ts';
import { simulate, type Cost } from './simulate.ts';
import { SimulateError } from './simulate-error.ts';

export interface RunOptions {
  readonly readers: number;
  readonly chapters: number;
  readonly days: number;
  readonly readsPerDay: number;
  readonly editsPerDay: number;
  readonly seed: number;
  readonly secondLook: boolean;
  /** `provider/model`, for its price in the book's settings; the first of the chain where absent. */
  readonly model?: string;
  /** Path of a JSON file. */
  readonly mix?: string;
  readonly onDay?: (day: number) => void;
}

/** What a simulation gives: the same for the same site, options and version of Attune. */
export interface Simulation {
  readonly options: Omit<RunOptions, 'onDay' | 'mix'> & { readonly mix?: Mix };
  readonly chapters: readonly string[];
  /** US dollars per million tokens; absent where the settings have none of the model. */
  readonly price?: ModelPrice;
  readonly costs: readonly Cost[];
  readonly about: About;
}

/** Simulates a site's readers. Throws SimulateError where the options do not fit the site. */
export async function runSimulation(siteDir: string, options: RunOptions): Promise<Simulation> {
  const { onDay, mix: mixPath, ...given } = options;
  const site = await openSimulatedSite(siteDir);
  const chapters = longest(site.chapters, options.chapters);
  if (chapters.length === 0) throw new SimulateError(`${siteDir} has no chapter`, 'name the folder of a site');
  const { chain, prices } = site.settings.models;
  const model = options.model ?? chain[0];
  const price = model === undefined ? undefined : prices[model];
  if (options.model !== undefined && price === undefined) {
    const known = Object.keys(prices).join(', ');
    const remedy = `add it to models.prices of attune.config${known === '' ? '' : `, or name one of ${known}`}`;
    throw new SimulateError(`the settings have no price of ${options.model}`, remedy);
  }
  const mix = mixPath === undefined ? undefined : await readMix(mixPath, site.book.facets);
  const { measured, of } = await measureSite(siteDir, site);
  const costs = simulate(
    { book: site.book, chapters, measured },
    { ...given, ...(onDay && { onDay }), ...(mix && { mix }), ...(price && { price }) },
  );
  return {
    options: { ...given, ...(model === undefined ? {} : { model }), ...(mix && { mix }) },
    chapters: chapters.map(({ id }) => id),
    ...(price && { price }),
    costs,
    about: aboutOf({
      of,
      ...measured.about,
      secondLook: options.secondLook,
      isMixGiven: mix !== undefined,
    }),
  };
}

async function readMix(path: string, facets: readonly Facet[]): Promise<Mix> {
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SimulateError(`${path} is no JSON`, 'write {"programming_experience": {"Beginner": 6, "Advanced": 1}}');
  }
  return checkMix(value, facets);
}
