import { expect, test } from 'vitest';
import { type PlacedFeedback, printFeedback } from './print-feedback.ts';

const one = (change: Partial<PlacedFeedback> = {}): PlacedFeedback => ({
  file: 'docs/heat.md',
  line: 3,
  chapter: 'default/current/en/heat',
  variant: 'a'.repeat(64),
  block: 'b1',
  action: 'rewrite',
  tag: 'beginner-simplify',
  verdict: 'up',
  createdAt: new Date(0),
  ...change,
});

test('a line an edit, and below it what was reported, without orders to the terminal', () => {
  const report = one({ verdict: 'report', text: 'It is\n24 V.\u001b[2J' });
  expect(printFeedback([one(), report, one(), one({ verdict: 'down', line: 0, block: 'b2' })])).toBe(
    [
      'docs/heat.md:3: beginner-simplify: 2 up, 0 down, 1 reported',
      '  It is 24 V. [2J',
      'docs/heat.md:0: beginner-simplify: 0 up, 1 down, 0 reported',
    ].join('\n'),
  );
  expect(printFeedback([])).toBe('No feedback.');
});
