import { hashText } from '@attune/contract';
import type { SectionTask, Task } from '@attune/core';
import { TRANSFORMATIONS } from '../transformations/index.ts';
import type { ModelRequest } from '../types.ts';
import { lettersOf } from './measure.ts';
import { PLAN_TEXTS, planRequest } from './plan-task.ts';
import { renderChapter } from './render-chapter.ts';
import { REVIEW_TEXTS, reviewRequest } from './review-task.ts';
import { SECTION_TEXTS, sectionRequest } from './section-task.ts';
import { SYSTEM } from './system.ts';

/** What a chapter and a task look like to a model: raised by hand where rendering changes. */
const RENDERING = 1;

/** Fingerprint of all that models are told: kept with what they make. */
export const PROMPTS: string = hashText(
  JSON.stringify([
    RENDERING,
    SYSTEM,
    PLAN_TEXTS,
    SECTION_TEXTS,
    REVIEW_TEXTS,
    TRANSFORMATIONS.map(({ name, may, texts }) => [name, may, texts]),
  ]),
).slice(0, 16);

/** The request for a task. Pure: the same task, the same bytes; and of one chapter revision the same prefix, whatever the task. */
export function requestFor(task: Task): ModelRequest {
  return {
    system: SYSTEM,
    chapter: renderChapter(task.page.chapter),
    task: taskText(task),
    maxOutputTokens: maxTokensOf(task),
    about: { kind: task.kind, chapter: task.page.chapter.id },
  };
}

function taskText(task: Task): string {
  if (task.kind === 'plan') return planRequest(task);
  return task.kind === 'section' ? sectionRequest(task) : reviewRequest(task);
}

const PLAN_TOKENS = 8000;
/** An entry has about 130, and half of the blocks may have one. */
const PLAN_TOKENS_A_BLOCK = 70;
const REVIEW_TOKENS = 2000;
const LEAST_TOKENS = 2000;
const MOST_TOKENS = 32_000;
const LETTERS_A_TOKEN = 4;
/** Scripts whose words take about three tokens where an English one takes one and a bit. */
const DENSE = /^(?:ur|ar|fa|ps|sd|hi|bn|pa|ta|te|th|am|my|km|ka|hy)\b/i;

function maxTokensOf(task: Task): number {
  if (task.kind === 'plan')
    return Math.min(MOST_TOKENS, Math.max(PLAN_TOKENS, task.wanted.length * PLAN_TOKENS_A_BLOCK));
  return task.kind === 'review' ? REVIEW_TOKENS : sectionTokens(task);
}

/** Room for every block in twice its length and a note to each, in whatever script. */
function sectionTokens({ page, section, wanted }: SectionTask): number {
  const blocks = section.blocks.filter(({ id }) => wanted.includes(id));
  const source = blocks.reduce((sum, block) => sum + lettersOf(page.chapter, block), 0) / LETTERS_A_TOKEN;
  const script = DENSE.test(page.language ?? '') ? 2.5 : 1;
  const tokens = (source * 2 + blocks.length * 150) * script;
  return Math.min(MOST_TOKENS, Math.max(LEAST_TOKENS, Math.ceil(tokens / 500) * 500));
}
