import { ModelSettings } from '@attune/contract';
import { readFileSync } from 'node:fs';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';

const port = 'must be a port, 0 to 65535';
const portNumber = z.coerce
  .number({ error: port })
  .int({ error: port })
  .min(0, { error: port })
  .max(65535, { error: port })
  .optional();
const megabytes = 'must be whole megabytes, 0 to 65536';
const origin = z.url({
  protocol: /^https?$/,
  error: 'must be origins such as https://book.example, separated by commas',
});

const origins = z
  .string()
  .transform((list) => list.split(',').map((item) => item.trim().replace(/\/$/, '')))
  .pipe(z.array(origin))
  .optional();

const positive = 'must be a whole number above 0';
const count = z.coerce.number({ error: positive }).int({ error: positive }).min(1, { error: positive }).optional();

const limit = z.coerce
  .number({ error: 'must be a whole number; 0 for no limit' })
  .int({ error: 'must be a whole number; 0 for no limit' })
  .min(0, { error: 'must be a whole number; 0 for no limit' })
  .optional();

/** Whether these are addresses, networks, or the names that proxy-addr has for some. */
function areProxies(list: string[]): boolean {
  try {
    proxyAddr.compile(list);
    return true;
  } catch {
    return false;
  }
}

const address = z.url({ protocol: /^https?$/, error: 'must be an address such as https://api.example/v1' }).optional();

/** Every variable that the service reads; nothing else in it reads the environment. */
const Variables = z.object({
  PORT: portNumber,
  /** Address to listen on; `0.0.0.0` for every one of the machine's. */
  HOST: z.string().optional(),
  /** Any Postgres, in place of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgresql://; leave it out for the embedded database' })
    .optional(),
  /** Connections to the database at most, beside one that listens. */
  ATTUNE_CONNECTIONS: count,
  /** Longest wait for a connection, in milliseconds. */
  ATTUNE_CONNECT_TIMEOUT: count,
  /** Longest wait for the answer to one statement, in milliseconds. */
  ATTUNE_STATEMENT_TIMEOUT: count,
  /** Milliseconds after which another node takes over what a node that died was making. */
  ATTUNE_LEASE: count,
  /** Port on which Prometheus finds `/metrics`; without it nothing listens there. */
  ATTUNE_METRICS_PORT: portNumber,
  /** Address of that port; this machine's own where nothing is said. */
  ATTUNE_METRICS_HOST: z.string().optional(),
  /** Whether this node does its part of the jobs; on where nothing is said. */
  ATTUNE_JOBS: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  /** What tokens are signed with. */
  ATTUNE_SECRET: z
    .string()
    .min(32, {
      error: 'must have at least 32 characters, from `openssl rand -base64 32`; leave it out to have one made and kept',
    })
    .optional(),
  /** Folder of the embedded database and the secret. */
  ATTUNE_DATA: z.string().optional(),
  /** Origins of other sites whose pages may call the service. */
  ATTUNE_ORIGINS: origins,
  /** Seconds for which browsers are to come by https only. */
  ATTUNE_HSTS: count,
  /** Whether pages say what they may run and load. */
  ATTUNE_CSP: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  /** Origins that scripts of the author's load from or call, beside those that stand in the pages. */
  ATTUNE_CSP_SOURCES: origins,
  /** Proxies whose word on where a request comes from is believed. */
  ATTUNE_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .refine(areProxies, {
      error: 'must be addresses, networks (10.0.0.0/8) or loopback, uniquelocal, separated by commas',
    })
    .optional(),
  /** Public address of the service, where it is not the one it listens on. */
  ATTUNE_URL: address,
  /** A mail server: `smtp://user:password@host:port`. */
  ATTUNE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port or smtps://…' })
    .optional(),
  /** Whom mails are from. */
  ATTUNE_MAIL_FROM: z.string().optional(),
  ATTUNE_GITHUB_ID: z.string().optional(),
  ATTUNE_GITHUB_SECRET: z.string().optional(),
  ATTUNE_GOOGLE_ID: z.string().optional(),
  ATTUNE_GOOGLE_SECRET: z.string().optional(),
  /** Any provider that speaks OpenID Connect: its issuer, and what its button says. */
  ATTUNE_OIDC_ISSUER: address,
  ATTUNE_OIDC_NAME: z.string().optional(),
  ATTUNE_OIDC_ID: z.string().optional(),
  ATTUNE_OIDC_SECRET: z.string().optional(),
  /** New readers of one network in an hour. */
  ATTUNE_LIMIT_READERS: limit,
  /** Requests that change something, of one network or one reader in a minute. */
  ATTUNE_LIMIT_WRITES: limit,
  /** Pages that a model makes for one reader in a day. */
  ATTUNE_LIMIT_PAGES: limit,
  /** Pages that a model makes for all readers of one network in a day. */
  ATTUNE_LIMIT_NETWORK_PAGES: limit,
  /** Passwords that are tried for one account in a quarter of an hour. */
  ATTUNE_LIMIT_PASSWORDS: limit,
  /** Mails to one address in an hour. */
  ATTUNE_LIMIT_MAILS: limit,
  /** Connections of clients at the same time. */
  ATTUNE_CLIENTS: count,
  /** Milliseconds until a request's headers are there, and until all of it is. */
  ATTUNE_HEADERS_TIMEOUT: count,
  ATTUNE_REQUEST_TIMEOUT: count,
  /** Megabytes of personalized chapters that are kept in memory, ready to be sent; 0: none. */
  ATTUNE_MEMORY: z.coerce
    .number({ error: megabytes })
    .int({ error: megabytes })
    .min(0, { error: megabytes })
    .max(65_536, { error: megabytes })
    .optional(),
  /** Models in place of those of `attune.config.*`, separated by commas: the first is asked first. */
  ATTUNE_MODEL: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(ModelSettings.shape.chain.unwrap())
    .optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: address,
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: address,
  GOOGLE_GENERATIVE_AI_API_KEY: z.string().optional(),
  GOOGLE_GENERATIVE_AI_BASE_URL: address,
  /** Any server that speaks OpenAI's chat completions. */
  ATTUNE_COMPATIBLE_URL: address,
  ATTUNE_COMPATIBLE_KEY: z.string().optional(),
  ATTUNE_OLLAMA_URL: address,
  ATTUNE_LOG: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug' })
    .default('info'),
});
export type Environment = z.output<typeof Variables>;

/** Variables of the environment that the service cannot work with. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** The variables, checked; an empty one counts as not set, and `defaults` hold for what is not set. */
export function readEnvironment(
  source: NodeJS.ProcessEnv = process.env,
  defaults: NodeJS.ProcessEnv = {},
): Environment {
  const set = [...Object.entries(defaults), ...Object.entries(source)].filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const { data, error } = Variables.safeParse(withFiles(Object.fromEntries(set)));
  if (data) return data;
  // Values are not repeated: one of them is the secret.
  const lines = error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  throw new EnvironmentError(`These variables of the environment are wrong:\n${[...new Set(lines)].join('\n')}`);
}

/** Each variable may stand in a file that `<name>_FILE` names, as orchestrators hand secrets over. */
function withFiles(variables: Record<string, string | undefined>): Record<string, string | undefined> {
  const named = Object.keys(Variables.shape).filter((name) => variables[`${name}_FILE`] !== undefined);
  const read = named.map((name): [string, string] => {
    const path = variables[`${name}_FILE`] ?? '';
    if (variables[name] !== undefined) throw new EnvironmentError(`Set ${name} or ${name}_FILE, not both.`);
    try {
      return [name, readFileSync(path, 'utf8').trim()];
    } catch (cause) {
      throw new EnvironmentError(`${name}_FILE: ${path} cannot be read.`, { cause });
    }
  });
  return { ...variables, ...Object.fromEntries(read.filter(([, value]) => value !== '')) };
}
