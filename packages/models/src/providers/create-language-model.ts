import { ModelError } from '@attune/core';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../types.ts';
import { chainLink, type ChainLink } from './chain-link.ts';
import { ModelConfigurationError } from './open-model.ts';
import type { LanguageModelOptions, ModelLog } from './options.ts';

/** A chain of models, and how it does. */
export interface ModelChain extends LanguageModel {
  /** Whether none of it is asked for now, since all failed again and again. */
  isBroken(): boolean;
}

/**
 * Asks the chain of the settings: the first, and while there is no text yet the next where one fails. After the first text a failure is
 * thrown, since what came is with whoever asked. Throws ModelConfigurationError where a model of the chain cannot be asked.
 */
export function createLanguageModel(options: LanguageModelOptions): ModelChain {
  const { chain, prices } = options.settings;
  if (chain.length === 0) throw new ModelConfigurationError('models.chain names no model');
  const links = chain.map((name, index) => chainLink(name, index > 0, options));
  const unpriced = chain.filter((name) => prices[name] === undefined);
  if (unpriced.length > 0) options.log.warn({ models: unpriced }, 'no price is set: these models count in tokens only');
  return {
    answer: async (request, signal) => answer(links, request, { signal, log: options.log }),
    isBroken: () => links.every((link) => link.isBroken()),
  };
}

async function answer(
  links: readonly ChainLink[],
  request: ModelRequest,
  { signal, log }: { signal: AbortSignal | undefined; log: ModelLog },
): Promise<ModelAnswer> {
  const failures: ModelError[] = [];
  for (const { name, ask } of links) {
    try {
      return { model: name, text: await ask(request, signal) };
    } catch (error) {
      if (!(error instanceof ModelError) || signal?.aborted || error.failure === 'budget') throw error;
      failures.push(error);
      log.warn({ model: name, failure: error.failure, reason: error.message }, 'a model does not answer');
    }
  }
  throw together(failures);
}

/** The last one's kind; what any of them says of when to come again. */
function together(failures: readonly ModelError[]): ModelError {
  const last = failures.at(-1);
  if (last === undefined || failures.length === 1) return last ?? new ModelError('unavailable', 'no model');
  const times = failures.flatMap(({ retryAfter }) => retryAfter ?? []);
  const message = failures.map((failure) => failure.message).join('; ');
  return new ModelError(last.failure, message, times.length === 0 ? {} : { retryAfter: Math.min(...times) });
}
