import type { ReceivedRequest } from '@attune/models/testing';
import { inArabic } from './teacher-arabic.ts';
import { inUrdu, URDU_NOTE } from './teacher-urdu.ts';

type Prompt = ReceivedRequest['prompt'];

interface Block {
  readonly name: string;
  readonly kind: string;
  readonly isLocked: boolean;
  readonly texts: readonly string[];
}

/** A request, as far as the teacher reads it. */
export interface Asked {
  readonly kind: 'plan' | 'section';
  /** Names of the blocks to be planned, or to be edited. */
  readonly names: readonly string[];
  readonly prompt: Prompt;
}

export function askedIn(prompt: Prompt): Asked {
  const { task } = prompt;
  if (!task.startsWith('# Task: the edits')) {
    return { kind: 'plan', names: toBePlanned(task).flatMap(({ names }) => names), prompt };
  }
  return { kind: 'section', names: (/no others: (.+)\.$/m.exec(task)?.[1] ?? '').split(', '), prompt };
}

export const answerTo = (asked: Asked): string[] => (asked.kind === 'plan' ? planFor(asked) : editsFor(asked));

const THREAD = 'A forearm that is told to be at an angle: the hand is the goal, the motor is what pushes.';

/** Nearly every paragraph is to be reworded, and some get a note, an example or a table. */
function planFor({ prompt }: Asked): string[] {
  const blocks = blocksIn(prompt.chapter);
  const may = effectsIn(prompt.task);
  const lines = toBePlanned(prompt.task).flatMap(({ names, tags }) => {
    const tagFor = (action: string): string | undefined => tagThatMay(action, tags, may);
    return names.flatMap((name) => {
      const block = blocks.get(name);
      if (block?.kind !== 'paragraph' || block.isLocked || !isPlain(block.texts[0] ?? '')) return [];
      const does = ['weave', ...(Number(name.slice(1)) % 3 === 0 ? ['insert'] : [])].filter(tagFor);
      const own = [...new Set(does.flatMap((action) => tagFor(action) ?? []))];
      const entry = { block: name, terms: [], need: 'It is dense: one sentence more at its end.', does, tags: own };
      return does.length === 0 ? [] : [JSON.stringify(entry)];
    });
  });
  const thread = prompt.task.includes('{"thread":') ? [JSON.stringify({ thread: THREAD })] : [];
  return lines.length === 0 ? [JSON.stringify({ done: true })] : [...thread, ...lines];
}

/** Words are woven in by who may reword. */
const tagThatMay = (
  action: string,
  tags: readonly string[],
  may: ReadonlyMap<string, readonly string[]>,
): string | undefined => tags.find((tag) => may.get(tag)?.includes(action === 'weave' ? 'rewrite' : action));

const isPlain = (text: string): boolean => text.length > 80 && /[.!?]$/.test(text);

function editsFor({ names, prompt }: Asked): string[] {
  const { task } = prompt;
  const blocks = blocksIn(prompt.chapter);
  const may = effectsIn(task);
  const plan = entriesIn(task);
  const isUrdu = /Everything you write is in Urdu/.test(task);
  const isArabic = /Everything you write is in Arabic/.test(task);
  const prose = new Set((/gets a rewrite in that language: ([b\d, ]+)\./.exec(task)?.[1] ?? '').split(', '));
  return names.flatMap((name) => {
    const block = blocks.get(name);
    const entry = plan.get(name);
    const tag = (action: string): string | undefined => tagThatMay(action, entry?.tags ?? [], may);
    const number = Number(name.slice(1));
    const texts = isUrdu
      ? block?.texts.map((text, index) =>
          inUrdu(text, {
            kind: block.kind,
            terms: keptIn(task),
            lost: lostIn(task, name, index),
            seed: number + index,
          }),
        )
      : block?.texts.map(() => inArabic(block.kind));
    const changes = [{ after: block?.texts[0], say: MORE[number % MORE.length] }];
    const rewrites = isUrdu || isArabic ? prose.has(name) : entry?.does.includes('weave') === true;
    const rewrite =
      isUrdu || isArabic
        ? { block: name, action: 'rewrite', texts, tag: 'translate' }
        : { block: name, action: 'weave', changes, tag: tag('weave') };
    const insert = {
      block: name,
      action: 'insert',
      position: 'after',
      tag: tag('insert'),
      ...insertFor(number, isUrdu),
    };
    const lines = [
      ...(rewrites ? [JSON.stringify(rewrite)] : []),
      ...(entry?.does.includes('insert') === true && !isArabic ? [JSON.stringify(insert)] : []),
    ];
    return lines.length > 0 ? lines : [JSON.stringify({ block: name, action: 'keep' })];
  });
}

const MORE = [
  'The picture behind it is plain: something is measured, compared, and acted upon.',
  'Hold on to this, because the next step leans on it.',
  'The arm shows it at every move, slowly at first and then at full speed.',
  'A small test on the bench makes the same thing visible.',
  'Whoever has pushed a swing knows the feeling.',
];

const INSERTS = [
  {
    kind: 'note',
    text: 'Think of a swing: **a push at the right moment** moves it far, the same push a moment later brakes it.',
  },
  {
    kind: 'example',
    text: 'Take the elbow, step by step:\n\n- it hangs straight down;\n- the motor pushes;\n- the forearm rises and gravity pulls back.',
  },
  {
    kind: 'table',
    text: '| what | who does it |\n|---|---|\n| measure | the encoder |\n| decide | the controller |\n| push | the motor |',
  },
] as const;

const insertFor = (number: number, isUrdu: boolean): { kind: string; text: string } =>
  isUrdu ? { kind: 'note', text: URDU_NOTE } : INSERTS[(number / 3) % INSERTS.length]!;

/** Which blocks of which tags: `section 1: b1-b5, b7: beginner-simplify, translate`. */
function toBePlanned(task: string): { names: string[]; tags: string[] }[] {
  return [...task.matchAll(/^section \d+: ([^:]+): (.+)$/gm)].map(([, runs = '', tags = '']) => ({
    names: runs.split(', ').flatMap(namesOfRun),
    tags: tags.split(', '),
  }));
}

function namesOfRun(run: string): string[] {
  const [from = 0, to = from] = run.split('-').map((name) => Number(name.slice(1)));
  return Array.from({ length: to - from + 1 }, (_, index) => `b${from + index}`);
}

/** What each tag may do. */
const effectsIn = (task: string): Map<string, string[]> =>
  new Map([...task.matchAll(/^## (\S+) \(may: (.+)\)$/gm)].map(([, tag = '', may = '']) => [tag, may.split(', ')]));

interface Entry {
  readonly does: readonly string[];
  readonly tags: readonly string[];
}

function entriesIn(task: string): Map<string, Entry> {
  const entries = [...task.matchAll(/^\{"block":"(b\d+)","terms":.*\}$/gm)];
  return new Map(entries.map(([line, name = '']) => [name, JSON.parse(line) as Entry]));
}

/** Terms that stay in English. */
const keptIn = (task: string): string[] => [...task.matchAll(/^(.+?) \[keep\]:/gm)].map(([, term = '']) => term);

/** Those that an earlier answer lacked in one of a block's texts. */
function lostIn(task: string, name: string, index: number): string[] {
  const refusals = task.split('\n').filter((line) => line.startsWith(`{"block":"${name}","refused":`));
  const findings = refusals.flatMap((line) => (JSON.parse(line) as { because: string[] }).because);
  return findings.flatMap(
    (finding) => new RegExp(`^text ${index + 1}: the term "(.+)" is lost`).exec(finding)?.[1] ?? [],
  );
}

/** The blocks of a chapter as it is shown to a model, with their texts. */
function blocksIn(chapter: string): Map<string, Block> {
  const lines = chapter.split('\n');
  const starts = lines.flatMap((line, index) => (/^b\d+ [a-z]+/.test(line) ? [index] : []));
  const blocks = starts.map((start, order): Block => {
    const [, name = '', kind = '', locked, text = ''] =
      /^(b\d+) ([a-z]+)(?:\([^)]*\))?( \(locked\))?: ?(.*)$/.exec(lines[start] ?? '') ?? [];
    const rest = lines.slice(start + 1, starts[order + 1]).filter((line) => !/^(?: {4}where |-- |== )/.test(line));
    const numbered = rest.flatMap((line) => line.split(/ \| (?=\[\d+\] )/));
    const texts = numbered.flatMap((line) => /^\s*\[\d+\] (.*)$/.exec(line)?.slice(1) ?? []);
    return { name, kind, isLocked: locked !== undefined, texts: texts.length > 0 ? texts : text === '' ? [] : [text] };
  });
  return new Map(blocks.map((block) => [block.name, block]));
}
