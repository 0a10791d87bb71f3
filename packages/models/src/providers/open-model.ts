import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ModelProvider } from '@attune/contract';
import type { LanguageModel } from 'ai';

/** Keys, and addresses where they are not the provider's own: base URLs with their version, `https://proxy.example/v1`. */
export interface ModelCredentials {
  readonly anthropicKey?: string;
  readonly anthropicUrl?: string;
  readonly openaiKey?: string;
  readonly openaiUrl?: string;
  readonly googleKey?: string;
  readonly googleUrl?: string;
  /** A server that speaks OpenAI's chat completions. */
  readonly compatibleUrl?: string;
  readonly compatibleKey?: string;
  /** Its OpenAI-compatible API; on this machine where nothing is said. */
  readonly ollamaUrl?: string;
}

/** Models are configured so that they cannot be asked. The message says what is missing; never a key or an address. */
export class ModelConfigurationError extends Error {
  override readonly name = 'ModelConfigurationError';
}

type Field = keyof ModelCredentials;

/** The credentials as one model of the chain needs them: there, and fit to be sent. */
class Access {
  readonly #name: string;
  readonly #credentials: ModelCredentials;

  constructor(name: string, credentials: ModelCredentials) {
    this.#name = name;
    this.#credentials = credentials;
  }

  key(field: Field): string {
    const key = this.#credentials[field] ?? this.#fail(`has no ${field}`);
    // What HTTP refuses in a header is quoted in the error that refuses it.
    if (!/^[\x21-\x7e]+$/.test(key)) this.#fail(`has a ${field} with a space or another character that no key has`);
    return key;
  }

  url(field: Field, usual?: string): string {
    const url = this.#credentials[field] ?? usual ?? this.#fail(`has no ${field}`);
    const { protocol, username, password } = URL.canParse(url) ? new URL(url) : this.#fail(`has no URL as ${field}`);
    if (!/^https?:$/.test(protocol)) this.#fail(`has a ${field} that is neither http nor https`);
    if (username || password) this.#fail(`has a ${field} with a user or password in it: give a key instead`);
    return url;
  }

  optionalKey(field: Field): { apiKey?: string } {
    return this.#credentials[field] === undefined ? {} : { apiKey: this.key(field) };
  }

  #fail(what: string): never {
    throw new ModelConfigurationError(`${this.#name} of models.chain ${what}`);
  }
}

/** Key and URL are always given: what is not, the SDK would look for in the environment. */
const OPEN: Record<ModelProvider, (model: string, access: Access) => LanguageModel> = {
  anthropic: (model, access) =>
    createAnthropic({
      apiKey: access.key('anthropicKey'),
      baseURL: access.url('anthropicUrl', 'https://api.anthropic.com/v1'),
    })(model),
  openai: (model, access) =>
    createOpenAI({
      apiKey: access.key('openaiKey'),
      baseURL: access.url('openaiUrl', 'https://api.openai.com/v1'),
    })(model),
  google: (model, access) =>
    createGoogle({
      apiKey: access.key('googleKey'),
      baseURL: access.url('googleUrl', 'https://generativelanguage.googleapis.com/v1beta'),
    })(model),
  ollama: (model, access) =>
    createOpenAICompatible({
      name: 'ollama',
      baseURL: access.url('ollamaUrl', 'http://127.0.0.1:11434/v1'),
      includeUsage: true,
    })(model),
  compatible: (model, access) =>
    createOpenAICompatible({
      name: 'compatible',
      baseURL: access.url('compatibleUrl'),
      ...access.optionalKey('compatibleKey'),
      includeUsage: true,
    })(model),
};

/** The SDK's model for a name of the chain. Throws ModelConfigurationError. */
export function openModel(name: string, credentials: ModelCredentials): LanguageModel {
  const slash = name.indexOf('/');
  const provider = name.slice(0, slash) as ModelProvider; // as ModelSettings has checked
  return OPEN[provider](name.slice(slash + 1), new Access(name, credentials));
}
