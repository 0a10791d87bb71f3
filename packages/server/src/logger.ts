import { type DestinationStream, type Logger, pino } from 'pino';
import type { Environment } from './environment.ts';

const CENSORED = '[redacted]';
/** Variables whose values are nobody's business. */
const SECRET_NAME = /(?:SECRET|KEY|PASSWORD|TOKEN)$/;
/** Fields that hold what proves somebody, wherever they stand in a line. */
const NAMES =
  'authorization|proxy-authorization|cookie|set-cookie|x-attune-class|x-api-key|api-?key|password|new_?password|token|secret|email';
const FIELD = new RegExp(String.raw`("(?:${NAMES})":)(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])`, 'gi');
/** The same in JSON that is told as a text. */
const QUOTED_FIELD = new RegExp(String.raw`(\\"(?:${NAMES})\\":)(?:\\"[^]*?(?<!\\)\\"|\[[^\]]*\])`, 'gi');
/** What gives itself away by how it looks. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[^\s"\\]+/gi, `$1 ${CENSORED}`],
  // A session and its signature.
  [/\b[\w-]{20,}\.[\w+/-]{43}(?:=|%3D)/g, CENSORED],
  [/\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+/g, CENSORED],
  [/\b(?:sk|pk|rk)-[\w-]{8,}|\bAIza[\w-]{20,}/g, CENSORED],
  [/\b([a-z][a-z\d+.-]*:\/\/[^\s:/@"\\]*):[^\s@"\\]+@/gi, `$1:${CENSORED}@`],
  [/[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, CENSORED],
];

/** Values of the environment that must not be told, and the passwords in its addresses. */
function secretsOf(environment: Partial<Environment>): string[] {
  const values = Object.entries(environment).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    const password = URL.canParse(value) ? decodeURIComponent(new URL(value).password) : '';
    return [SECRET_NAME.test(name) ? value : '', password];
  });
  return values.filter((value) => value.length >= 6);
}

/**
 * A logger that lets no secret through, whatever it is given: keys, tokens, passwords, e-mail addresses, what headers carry. Nothing of that is
 * meant to come here; this is for the errors of others, which repeat what they were told.
 */
export function createLogger(environment: Environment, output: DestinationStream): Logger {
  // As they stand in a line of JSON.
  const secrets = secretsOf(environment).map((secret) => JSON.stringify(secret).slice(1, -1));
  const redact = (line: string): string => {
    let clean = secrets.reduce((text, secret) => text.replaceAll(secret, CENSORED), line);
    clean = clean.replace(FIELD, `$1"${CENSORED}"`).replace(QUOTED_FIELD, `$1\\"${CENSORED}\\"`);
    return SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), clean);
  };
  return pino({ level: environment.ATTUNE_LOG, hooks: { streamWrite: redact } }, output);
}
