import type { z } from 'zod';
import { ERRORS, ErrorBody, type ErrorCode } from '../errors.ts';

// How routes are put together.

type JsonContent<Schema> = Record<'application/json', { schema: Schema; example?: unknown }>;

/** An answer in JSON, with an example of it. */
export const json = <Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example?: unknown,
): { description: string; content: JsonContent<Schema> } => ({
  description,
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});

/** The same answer also as server-sent events, each of that schema, to those who accept them. */
export function orEvents<Answer extends { content: object }>(schema: z.ZodType, answer: Answer): Answer {
  return { ...answer, content: { ...answer.content, 'text/event-stream': { schema } } };
}

/** A body in JSON, with an example of it. */
export const body = <Schema extends z.ZodType>(
  schema: Schema,
  example: unknown,
): { body: { required: true; content: JsonContent<Schema> } } => ({
  body: { required: true, content: { 'application/json': { schema, example } } },
});

type Failures<Code extends ErrorCode> = { [Status in (typeof ERRORS)[Code]['status']]: ReturnType<typeof failure> };
const Failure = ErrorBody.meta({ id: 'ErrorBody' });

/** The documented answer for the codes that share a status. */
function failure(codes: readonly ErrorCode[]) {
  const example = (code: ErrorCode): object => {
    const { message, remedy } = ERRORS[code];
    return { value: { error: { code, message, remedy, requestId: 'c0ffee' } } };
  };
  const examples = Object.fromEntries(codes.map((code) => [code, example(code)]));
  return { description: codes.join(', '), content: { 'application/json': { schema: Failure, examples } } };
}

/** What any operation may be answered with: who asks too much is told so wherever they are counted. */
const ALWAYS = ['too_many_requests', 'class_unknown', 'internal'] as const;
type Always = (typeof ALWAYS)[number];

/** Answers for error codes, by status. */
export function fails<const Code extends ErrorCode>(...codes: Code[]): Failures<Code | Always> {
  const all: ErrorCode[] = [...codes, ...ALWAYS];
  const statuses = [...new Set(all.map((code) => ERRORS[code].status))];
  const answers = statuses.map((status) => [status, failure(all.filter((code) => ERRORS[code].status === status))]);
  return Object.fromEntries(answers) as Failures<Code | Always>;
}

export const BODY = ['body_malformed', 'body_invalid', 'body_too_large', 'content_type_unsupported'] as const;
export const TOKEN = ['token_missing', 'token_invalid', 'token_expired', 'database_unavailable'] as const;
export const ANSWERS = ['facet_unknown', 'value_unknown'] as const;
export const BEARER = [{ bearer: [] }];
