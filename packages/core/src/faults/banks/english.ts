/** Sentences that say nothing of a chapter's matter, so that they fit before and after any paragraph. */
export const LEADS = [
  'Here is the idea in plain words.',
  'Take this one step at a time.',
  'The picture to keep in mind is a simple one.',
  'Read the next sentences slowly: the rest of the section builds on them.',
  'It helps to say first what this is for.',
  'Think of a kitchen in which everybody has one task.',
  'The point of this passage is how the parts work together.',
] as const;

export const CLOSINGS = [
  'The rest of the section builds on this.',
  'Keep this picture in mind for what follows.',
  'The example below shows it at work.',
  'The following paragraphs put it to use.',
] as const;

/** A longer way to say it, and a shorter one that says the same. */
export const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/\bin order to\b/g, 'to'],
  [/\ba number of\b/g, 'several'],
  [/\butilize\b/g, 'use'],
  [/\bfor example\b/g, 'for instance'],
  [/\bdue to the fact that\b/g, 'because'],
  [/\bas well as\b/g, 'and also'],
  [/\ballows you to\b/g, 'lets you'],
  [/\bmake sure\b/g, 'ensure'],
  [/\bIn addition,/g, 'Also,'],
  [/\bHowever,/g, 'But'],
  [/\bTherefore,/g, 'So'],
];

/** The same, written out. Negations stay negations. */
export const WRITTEN_OUT: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]t\b/g, 'cannot'],
  [/\bdon['’]t\b/g, 'do not'],
  [/\bdoesn['’]t\b/g, 'does not'],
  [/\bisn['’]t\b/g, 'is not'],
  [/\bwon['’]t\b/g, 'will not'],
  [/\bit['’]s\b/g, 'it is'],
  [/\byou['’]ll\b/g, 'you will'],
  [/\bwe['’]ll\b/g, 'we will'],
];

export const NOTES = [
  'A good way to check your understanding is to explain this step to somebody else. If one part of the explanation feels vague, that part is worth reading again before you go on.',
  'The order matters here. Each step takes what the step before it left behind, so a mistake early on shows up much later, in a place that looks unrelated.',
  'Think of a post office. Letters arrive, somebody sorts them, and each goes into the box of the person it is meant for. The sender and the receiver need to agree on the address and on nothing else.',
  'Two things are easy to confuse here: **what** is asked for and *how* it is done. The first is a promise to others; the second may change at any time while the promise stands.',
  'A program that waits for an answer holds everything up that comes after it. A program that leaves a note and carries on can do other work until the answer arrives.',
  'Try it on paper first. Draw a box for each part, an arrow for each message, and write on the arrow what it carries. The drawing often answers the question on its own.',
  'When something goes wrong at this point, the message on the screen usually names the file and the line. Read it from the top: the first complaint is the cause, the others follow from it.',
  'The names in this section are chosen by its author. What counts is that the same name is used on both sides, letter by letter, and that capitals match.',
  'What is measured is always a little off. A system that works well expects this, compares several readings, and trusts what they agree on.',
] as const;

export const PRIMERS = [
  'This chapter is about parts that talk to each other. Four words carry it:\n\n- **message**: a small parcel of data that goes from one part to another\n- **sender**: the part that lets a message go\n- **receiver**: the part that is told when a message comes\n- **queue**: the line in which messages wait',
  'Before the details, the whole in a few words: a program is started, reads its settings, does its work again and again, and says what it did. Everything below belongs to one of these steps.',
  'The words that this section takes for granted:\n\n- *setting*: a value that you choose before a program starts\n- *library*: code that others wrote and that your own code calls\n- *terminal*: the window in which you type commands',
  'Imagine a workshop with a row of benches. A piece moves from bench to bench; on each, one thing is done to it. This section walks along the row, from the raw piece to the finished one.',
] as const;

/** Worked examples: they may have numbers of their own. */
export const EXAMPLES = [
  'Suppose that a sensor gives 4 readings: 10, 12, 11 and 31. The average is 16, which none of them is near. Without the last one it is 11: a single bad reading has moved the result by 5.',
  'A worked example, line by line:\n\n1. The queue holds 3 messages.\n2. The receiver takes 1, so 2 are left.\n3. Another 4 arrive, so 6 wait.',
  'Say that a robot moves at 2 metres a second and looks every 0.5 seconds. Between two looks it has gone 1 metre, so anything nearer than that can be hit before it is seen.',
  'Think of a shop with one till. If 6 people come every minute and the till serves 5, the line grows by 1 person a minute; after 30 minutes 30 people wait.',
] as const;

export const TABLES = [
  '| Question | A message | A request |\n| --- | --- | --- |\n| Does the sender wait? | no | yes |\n| Is there an answer? | no | yes |',
  '| Word | What it means here |\n| --- | --- |\n| source | what the author wrote |\n| build | what the tool makes of it |\n| page | what a visitor sees |',
  'The two are easily confused:\n\n| | Setting | State |\n| --- | --- | --- |\n| Who changes it | a person | the program |\n| When | before the start | all the time |',
] as const;
