/** A chapter of two sections for a model to adapt: `b1` to `b3`, `b4` to `b7`. */
export const TWO_SECTIONS = `# Talking programs

A node hands every message to the executor, which never runs two callbacks at once.

A topic carries messages at 10 Hz.

## Asking for an answer

A service call waits until the answer is there, so it does not belong in a callback.

A service server answers one call after another.

A call that nobody answers is given up after a while.
`;

const NEEDS = ['b2', 'b5', 'b6', 'b7'];

const ENGLISH: Readonly<Record<string, string>> = {
  b2: 'A node is one running program. It hands every message to the executor, which never runs two callbacks at once.',
  b5: 'A service call waits until the answer is there. Everything else would wait too, so it does not belong in a callback.',
  b6: 'A service server answers one call after another, as a clerk at a counter does.',
  b7: 'A call that nobody answers is given up after a while, so that the program can go on.',
};

const URDU: Readonly<Record<string, string>> = {
  b1: 'باتیں کرنے والے پروگرام',
  b2: 'ہر node اپنا پیغام executor کو دیتا ہے، جو کبھی دو callbacks ایک ساتھ نہیں چلاتا۔',
  b3: 'ایک topic پیغامات کو 10 Hz پر پہنچاتا ہے۔',
  b4: 'جواب مانگنا',
  b5: 'ایک service call اس وقت تک رکتی ہے جب تک جواب نہ آ جائے، اس لیے اسے callback میں نہیں ہونا چاہیے۔',
  b6: 'ایک service server ایک کے بعد دوسری call کا جواب دیتا ہے۔',
  b7: 'جس call کا کوئی جواب نہ دے اسے کچھ دیر بعد چھوڑ دیا جاتا ہے۔',
};

/** What a good model plans for a beginner, a line each. */
export function soundPlan(wanted: readonly string[], hasThread: boolean): string[] {
  const entries = NEEDS.filter((block) => wanted.includes(block)).map((block) => ({
    block,
    terms: [],
    need: 'Say in plain words what waits for what.',
    does: ['rewrite'],
    tags: ['beginner-simplify'],
  }));
  const thread = hasThread ? [{ thread: 'A counter with one clerk, who serves one guest after another.' }] : [];
  const lines = [...thread, ...entries].map((line) => `${JSON.stringify(line)}\n`);
  return lines.length === 0 ? ['{"done":true}\n'] : lines;
}

/** What a good model writes for these blocks, a line each. */
export function soundEdits(wanted: readonly string[], isUrdu: boolean): string[] {
  const [texts, tag] = isUrdu ? [URDU, 'translate'] : [ENGLISH, 'beginner-simplify'];
  return wanted.map((block) => `${JSON.stringify({ block, action: 'rewrite', texts: [texts[block] ?? ''], tag })}\n`);
}
