import { z } from 'zod';

/** An answer of a batch. `problem`: why there is no text, or not all of it. */
export interface BatchAnswer {
  readonly id: string;
  /** Provider and model, as the answer names it. */
  readonly model: string;
  readonly text: string;
  /** The model came to its end by itself. */
  readonly isWhole: boolean;
  readonly problem?: string;
}

const Anthropic = z.looseObject({
  custom_id: z.string(),
  result: z.discriminatedUnion('type', [
    z.looseObject({
      type: z.literal('succeeded'),
      message: z.looseObject({
        model: z.string(),
        stop_reason: z.string().nullish(),
        content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
      }),
    }),
    z.looseObject({ type: z.literal('errored'), error: z.unknown() }),
    z.looseObject({ type: z.literal('canceled') }),
    z.looseObject({ type: z.literal('expired') }),
  ]),
});

const OpenAi = z.looseObject({
  custom_id: z.string(),
  response: z
    .looseObject({
      status_code: z.int(),
      body: z.looseObject({
        model: z.string().optional(),
        choices: z
          .array(
            z.looseObject({
              finish_reason: z.string().nullish(),
              message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
            }),
          )
          .optional(),
      }),
    })
    .nullable(),
  error: z.unknown().optional(),
});

/** Reads one line of an answer file, of either provider; nothing where it is of neither form. */
export function readBatchAnswer(line: string): BatchAnswer | undefined {
  const value = parse(line);
  const anthropic = Anthropic.safeParse(value);
  if (anthropic.success) return ofAnthropic(anthropic.data);
  const openai = OpenAi.safeParse(value);
  return openai.success ? ofOpenAi(openai.data) : undefined;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function ofAnthropic({ custom_id: id, result }: z.infer<typeof Anthropic>): BatchAnswer {
  if (result.type !== 'succeeded') return none(id, 'anthropic', result.type);
  const { model, content, stop_reason: reason } = result.message;
  const text = content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
  const isWhole = reason === 'end_turn' || reason === 'stop_sequence';
  return {
    id,
    model: `anthropic/${model}`,
    text,
    isWhole,
    ...(isWhole ? {} : { problem: `stopped: ${reason ?? '?'}` }),
  };
}

function ofOpenAi({ custom_id: id, response, error }: z.infer<typeof OpenAi>): BatchAnswer {
  const choice = response?.body.choices?.[0];
  if (!choice) return none(id, 'openai', error ? 'failed' : `status ${response?.status_code ?? '?'}`);
  const { finish_reason: reason, message } = choice;
  const isWhole = reason === 'stop' && !message.refusal;
  return {
    id,
    model: `openai/${response?.body.model ?? 'unknown'}`,
    text: message.content ?? '',
    isWhole,
    ...(isWhole ? {} : { problem: message.refusal ? 'declined' : `stopped: ${reason ?? '?'}` }),
  };
}

const none = (id: string, provider: string, problem: string): BatchAnswer => ({
  id,
  model: `${provider}/unknown`,
  text: '',
  isWhole: false,
  problem,
});
