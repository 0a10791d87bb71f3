import { setTimeout } from 'node:timers/promises';
import { type ReceivedRequest, type Script, startModelServer } from '@attune/models/testing';
import { answerTo, type Asked, askedIn } from './teacher-answers.ts';

export type Provider = 'anthropic' | 'openai';

// Times are milliseconds since 1970, as `performance.timeOrigin` counts in a page too.

/** A request, when it came, and when the last line of its answer had been written. */
interface Answered extends Asked {
  readonly at: number;
  end?: number;
}

/** A line of an answer, when its closing brace had been written. */
interface WrittenLine {
  readonly line: string;
  readonly answers: Answered;
  readonly at: number;
}

/** A model on this machine that speaks a provider's format, writes sound edits, and can be held. */
export interface Teacher {
  /** What tells a service to ask it. */
  environmentFor(provider: Provider): NodeJS.ProcessEnv;
  /** What was asked for, in the order it came. */
  readonly asked: readonly Answered[];
  readonly written: readonly WrittenLine[];
  /** Connections that the other side closed before the answer was through. */
  readonly aborted: number;
  /** Milliseconds that it takes to write a line. */
  pace: (line: string) => number;
  /** Sections still to be asked whose answers stop in the middle, without their end. */
  cuts: number;
  /** From now on writes so many lines more, of all answers together, and then waits; Infinity for all. */
  allow(lines: number): void;
  close(): Promise<void>;
}

const now = (): number => performance.timeOrigin + performance.now();

export async function startTeacher(): Promise<Teacher> {
  const asked: Answered[] = [];
  const written: WrittenLine[] = [];
  const gate = createGate();
  const server = await startModelServer((request: ReceivedRequest): Script => {
    const one: Answered = { ...askedIn(request.prompt), at: now() };
    asked.push(one);
    const lines = answerTo(one);
    if (one.kind === 'plan' || teacher.cuts === 0) return { chunks: write(one, lines) };
    teacher.cuts -= 1;
    return { chunks: write(one, lines.slice(0, Math.ceil(lines.length / 2))), finish: 'none' };
  });

  async function* write(one: Answered, lines: readonly string[]): AsyncGenerator<string> {
    for (const line of lines) {
      await setTimeout(teacher.pace(line));
      await gate.pass();
      // In two pieces, as tokens come; who asks for the next has written the one before.
      yield line.slice(0, -1);
      yield '}';
      one.end = now();
      written.push({ line, answers: one, at: one.end });
      yield '\n';
    }
  }

  const { credentials } = server;
  const teacher: Teacher = {
    environmentFor: (provider) =>
      provider === 'anthropic'
        ? {
            ATTUNE_MODEL: 'anthropic/test',
            ANTHROPIC_API_KEY: credentials.anthropicKey,
            ANTHROPIC_BASE_URL: credentials.anthropicUrl,
          }
        : {
            ATTUNE_MODEL: 'openai/test',
            OPENAI_API_KEY: credentials.openaiKey,
            OPENAI_BASE_URL: credentials.openaiUrl,
          },
    asked,
    written,
    get aborted() {
      return server.aborted;
    },
    pace: () => 0,
    cuts: 0,
    allow: gate.allow,
    close: () => server.close(),
  };
  return teacher;
}

function createGate(): { allow: (lines: number) => void; pass: () => Promise<void> } {
  let left = Infinity;
  let opened = Promise.withResolvers<void>();
  return {
    allow(lines) {
      left = lines;
      opened.resolve();
      opened = Promise.withResolvers();
    },
    async pass() {
      while (left <= 0) await opened.promise;
      left -= 1;
    },
  };
}
