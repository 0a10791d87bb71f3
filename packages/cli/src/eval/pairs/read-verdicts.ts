import { type Criterion, CRITERIA, PairKey, Verdict } from './types.ts';

/** What the judges of one pair said together. */
export interface PairResult {
  readonly pair: string;
  readonly chapter: string;
  readonly reader: string;
  readonly language: string;
  /** 1: edits preferred, 0: the baseline, 0.5: a tie, or judges who disagree. */
  readonly score: 0 | 0.5 | 1;
  readonly growth: PairKey[number]['growth'];
  readonly marks: Readonly<Record<'ours' | 'baseline', Readonly<Record<Criterion, number>>>>;
  readonly reasons: readonly string[];
  readonly errors: Readonly<Record<'ours' | 'baseline', readonly string[]>>;
}

export interface Comparison {
  readonly pairs: readonly PairResult[];
  /** Answers that could not be used, and pairs that lack one. */
  readonly problems: readonly string[];
}

interface Judged {
  readonly verdict: Verdict;
  readonly key: PairKey[number];
}

/** Puts judges' answers (a text each, whatever stands round the JSON) together with the key. Never throws on what a judge wrote. */
export function readVerdicts(key: unknown, answers: readonly string[]): Comparison {
  const sheets = PairKey.parse(key);
  const problems: string[] = [];
  const judged = new Map<string, Judged>();
  answers.forEach((answer, index) => {
    const verdict = verdictIn(answer);
    const own = sheets.find(({ sheet }) => typeof verdict !== 'string' && sheet === verdict.sheet);
    if (typeof verdict === 'string') problems.push(`answer ${index + 1}: ${verdict}`);
    else if (!own) problems.push(`answer ${index + 1}: there is no sheet "${verdict.sheet}"`);
    else if (judged.has(own.sheet)) problems.push(`answer ${index + 1}: "${own.sheet}" has been judged before`);
    else judged.set(own.sheet, { verdict, key: own });
  });
  const pairs = [...Map.groupBy(sheets, ({ pair }) => pair)].flatMap(([pair, both]) => {
    const own = both.flatMap(({ sheet }) => judged.get(sheet) ?? []);
    if (own.length === both.length) return [resultOf(pair, own)];
    problems.push(`pair ${pair}: ${own.length} of ${both.length} sheets are judged, it is not counted`);
    return [];
  });
  return { pairs, problems };
}

/** The verdict in an answer, or what is wrong with it. */
function verdictIn(answer: string): Verdict | string {
  const json = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return 'it is no JSON';
  }
  const parsed = Verdict.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

const theirs = (ours: 'X' | 'Y'): 'X' | 'Y' => (ours === 'X' ? 'Y' : 'X');

function resultOf(pair: string, judged: readonly Judged[]): PairResult {
  const { chapter, reader, language, growth } = (judged[0] as Judged).key;
  const winners = new Set(judged.map(winnerOf));
  const [winner] = winners;
  const score = winners.size > 1 || winner === 'tie' ? 0.5 : winner === 'ours' ? 1 : 0;
  const of = (side: 'ours' | 'baseline'): Verdict['X'][] =>
    judged.map(({ verdict, key }) => verdict[side === 'ours' ? key.ours : theirs(key.ours)]);
  const errors = (side: 'ours' | 'baseline'): string[] =>
    judged.flatMap(({ verdict, key }) => verdict.errors[side === 'ours' ? key.ours : theirs(key.ours)]);
  return {
    pair,
    chapter,
    reader,
    language,
    score,
    growth,
    marks: { ours: meanMarks(of('ours')), baseline: meanMarks(of('baseline')) },
    reasons: judged.map(({ verdict }) => verdict.reason),
    errors: { ours: errors('ours'), baseline: errors('baseline') },
  };
}

function winnerOf({ verdict: { preference }, key }: Judged): 'ours' | 'baseline' | 'tie' {
  if (preference === 'tie') return 'tie';
  return preference.startsWith(key.ours) ? 'ours' : 'baseline';
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

export const meanMarks = (all: readonly Readonly<Record<Criterion, number>>[]): Record<Criterion, number> =>
  Object.fromEntries(CRITERIA.map((name) => [name, mean(all.map((marks) => marks[name]))])) as Record<
    Criterion,
    number
  >;
