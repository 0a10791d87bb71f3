import type { EditFinding } from '../checks/check.ts';
import type { Book, Chapter } from '../types.ts';
import type { Fault, SoundAnswer } from './answer.ts';
import { FAULTS } from './faults.ts';
import { randomOf, shuffle } from './random.ts';

/** What the checks said of one faulty or sound answer. */
export interface Verdict {
  readonly fault: string;
  readonly answer: SoundAnswer;
  /** As it was given to the checks. */
  readonly edit: SoundAnswer['edit'];
  /** What refuses it: a warning does not. */
  readonly findings: readonly EditFinding[];
}

type CheckEdit = (edit: SoundAnswer['edit'], chapter: Chapter, book: Book) => readonly EditFinding[];

const refusals = ({ edit, context }: SoundAnswer, check: CheckEdit): EditFinding[] =>
  check(edit, context.chapter, context.book).filter(({ severity }) => severity === 'error');

export const checkSound = (answers: readonly SoundAnswer[], check: CheckEdit): Verdict[] =>
  answers.map((answer) => ({ fault: 'none', answer, edit: answer.edit, findings: refusals(answer, check) }));

/** Every fault put into up to so many sound answers, chosen over all chapters. */
export function checkFaulty(answers: readonly SoundAnswer[], check: CheckEdit, cases: number): Verdict[] {
  return FAULTS.flatMap((fault) => faultyAnswers(fault, answers, cases)).map((faulty) => ({
    ...faulty,
    findings: refusals({ ...faulty.answer, edit: faulty.edit }, check),
  }));
}

function faultyAnswers(
  { name, inject }: Fault,
  answers: readonly SoundAnswer[],
  cases: number,
): Omit<Verdict, 'findings'>[] {
  const random = randomOf(name);
  const faulty: Omit<Verdict, 'findings'>[] = [];
  for (const answer of shuffle(answers, random)) {
    if (faulty.length === cases) break;
    const edit = inject(answer.edit, answer.context, random);
    if (edit) faulty.push({ fault: name, answer, edit });
  }
  return faulty;
}

/** Fault, cases, caught, missed, and which checks caught it. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const rows = FAULTS.map(({ name }) => {
    const all = verdicts.filter(({ fault }) => fault === name);
    const caught = all.filter(({ findings }) => findings.length > 0);
    const by = Object.entries(Object.groupBy(caught, ({ findings }) => findings[0]?.check ?? ''))
      .sort(([, a = []], [, b = []]) => b.length - a.length)
      .map(([check, found = []]) => `${check} ${found.length}`);
    return `| ${name} | ${all.length} | ${caught.length} | ${all.length - caught.length} | ${by.join(', ')} |`;
  });
  return ['| fault | cases | caught | missed | by |', '|---|---|---|---|---|', ...rows].join('\n');
}
