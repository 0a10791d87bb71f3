import type { ReceivedRequest } from '@attune/models/testing';
import { soundEdits, soundPlan } from './sound-answers.ts';

/** What a model is asked, read from the request as a provider gets it. */
export interface Asked {
  /** `plan b1-b3, b4-b7` or `section 2: b5, b6`, with ` again` after it where it is for the second time. */
  readonly called: string;
  /** Names of the blocks that it is about. */
  readonly wanted: readonly string[];
  /** What a good model answers, a line each. */
  readonly sound: readonly string[];
  readonly request: ReceivedRequest;
}

const EDITS = /^# Task: the edits\nWrite the edits for these blocks and no others: ([^.]*)\./;

export function readAsked(request: ReceivedRequest): Asked {
  const { task } = request.prompt;
  const [, names] = EDITS.exec(task) ?? [];
  if (names === undefined) return readPlan(request);
  const wanted = names.split(', ');
  // Of `TWO_SECTIONS`: the request does not say.
  const section = Number(wanted[0]?.slice(1)) < 4 ? 1 : 2;
  const again = task.includes('\n# Once more\n') ? ' again' : '';
  const isUrdu = /Everything you write is in (?:Urdu|the language ur)\b/.test(task);
  return { called: `section ${section}: ${names}${again}`, wanted, sound: soundEdits(wanted, isUrdu), request };
}

function readPlan(request: ReceivedRequest): Asked {
  const { task } = request.prompt;
  const lines = task.split('# To be planned\n')[1]?.split('\n\n')[0]?.split('\n') ?? [];
  const runs = lines.map((line) => line.split(': ')[1] ?? '').join(', ');
  const wanted = runs.split(', ').flatMap(namesIn);
  return { called: `plan ${runs}`, wanted, sound: soundPlan(wanted, task.includes('First one line')), request };
}

/** `b3-b5` as `b3`, `b4`, `b5`. */
function namesIn(run: string): string[] {
  const [from = 0, to = from] = run.split('-').map((name) => Number(name.slice(1)));
  return Array.from({ length: to - from + 1 }, (_, index) => `b${from + index}`);
}
