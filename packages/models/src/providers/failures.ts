import { ModelError, type ModelFailure } from '@attune/core';
import { APICallError, JSONParseError, StreamProviderError, TypeValidationError } from 'ai';
import { readRetryAfter } from './retry-after.ts';

/** Such as asking the same model again may mend. */
const PASSING: readonly ModelFailure[] = ['rate-limited', 'overloaded', 'unavailable', 'unreachable'];
/** Such as speak against the provider, whatever was asked. */
export const FAULTS: readonly ModelFailure[] = [...PASSING, 'timeout', 'cut'];

/** The model was not asked: its circuit breaker is open. */
export class NotAskedError extends ModelError {}

export function mayPass(error: unknown): error is ModelError {
  return error instanceof ModelError && !(error instanceof NotAskedError) && PASSING.includes(error.failure);
}

export function isProviderFault(error: unknown): error is ModelError {
  return error instanceof ModelError && FAULTS.includes(error.failure);
}

/** The provider took no request: there is nothing to pay for. */
export function isRefusal(outcome: string): boolean {
  return ['unauthorized', 'rejected', ...PASSING].includes(outcome);
}

/**
 * What the SDK threw before the first text, as ours. Of the provider's own words only a code is kept: they may repeat the prompt or the
 * key, and so may the SDK's error, which is no cause for the same reason.
 */
export function toModelError(model: string, error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const status = statusOf(error);
  if (status !== undefined && status >= 300) return refusal(model, status, error);
  if (APICallError.isInstance(error) && status === undefined)
    return new ModelError('unreachable', `${model}: no connection (${systemCode(error) ?? 'no reason given'})`);
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error))
    return new ModelError('garbage', `${model}: what came is not in the provider's format`);
  if (StreamProviderError.isInstance(error))
    return new ModelError('unavailable', `${model}: ${codeOf(error) ?? 'the provider reports an error'}`);
  return new ModelError('cut', `${model}: the answer broke off before its first text`);
}

function refusal(model: string, status: number, error: unknown): ModelError {
  const retryAfter = APICallError.isInstance(error)
    ? readRetryAfter(error.responseHeaders?.['retry-after'])
    : undefined;
  const message = [`${model}:`, status, codeOf(error)].filter(Boolean).join(' ');
  return new ModelError(failureOf(status), message, retryAfter === undefined ? {} : { retryAfter });
}

function failureOf(status: number): ModelFailure {
  if (status === 429) return 'rate-limited';
  if (status === 529) return 'overloaded';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'unavailable';
  return [401, 402, 403].includes(status) ? 'unauthorized' : 'rejected';
}

/** The provider's word for the kind of error, where it is one: no prompt and no key is made of letters and underscores alone. */
function codeOf(error: unknown): string | undefined {
  const body = at(error, 'data') ?? parse(at(error, 'responseBody'));
  const said = at(body, 'error') ?? body ?? error;
  return ['code', 'status', 'type']
    .flatMap((field) => [at(said, field), at(error, field)])
    .find((code): code is string => typeof code === 'string' && /^[a-z_]{3,40}$/i.test(code));
}

/** `ECONNREFUSED` and its like, from as deep as it lies. */
function systemCode(error: unknown): string | undefined {
  const code = at(error, 'code');
  if (typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code)) return code;
  const cause = at(error, 'cause');
  return cause === undefined ? undefined : systemCode(cause);
}

function at(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

/** HTTP's. An error within a stream has it too, where the SDK knows its code. */
function statusOf(error: unknown): number | undefined {
  const status = at(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

function parse(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
