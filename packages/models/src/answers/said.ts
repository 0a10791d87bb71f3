import type { Chapter, Said } from '@attune/core';
import type { z } from 'zod';
import { namesOf } from '../prompts/names.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Malformed = Extract<Said, { says: 'malformed' }>;

const MOST_LETTERS = 2000;

/** Something that is not of the form that was asked for. */
export function malformed(given: Fields | string, problem: string, block?: string): Malformed {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return { says: 'malformed', text: text.slice(0, MOST_LETTERS), problem, ...(block === undefined ? {} : { block }) };
}

/** Id of the block that a line names, where the chapter has it. */
export function blockIn(fields: Fields, chapter: Chapter): string | undefined {
  const name = fields['block'];
  return typeof name === 'string' ? namesOf(chapter).idOf(name.trim()) : undefined;
}

/** What a schema finds wrong, in a line. */
export const problemOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ');
