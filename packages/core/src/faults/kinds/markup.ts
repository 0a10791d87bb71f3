import type { Fault } from '../answer.ts';
import { addSentence, changeOne, isInsert, isNewTo } from './change.ts';

const NO_NEW = 'no new URL, HTML, JSX, expression (design, checks)';
const RESTRICTED = 'restricted syntax (design, checks): anything else is a finding';

/** Puts a piece of markup into the run of a text. */
const put = (name: string, from: string, ...pieces: readonly string[]): Fault => ({
  name,
  from,
  inject: (edit, context, random) => {
    const piece = random.pick(pieces);
    if (!isNewTo(context, piece)) return undefined;
    return changeOne(edit, context, random, (text) => addSentence(text, piece, random));
  },
});

/** Sets a piece of markup before a text, or after it, in lines of its own. */
const set = (
  name: string,
  from: string,
  wrap: (text: string, piece: string) => string,
  ...pieces: readonly string[]
): Fault => ({
  name,
  from,
  inject: (edit, context, random) => {
    const piece = random.pick(pieces);
    return changeOne(edit, context, random, (text) => wrap(text, piece));
  },
});

const before = (text: string, piece: string): string => `${piece}\n\n${text}`;
const after = (text: string, piece: string): string => `${text}\n\n${piece}`;

/** Only for rewrites: an insert may have lists and tables. */
const inRewrites = (fault: Fault): Fault => ({
  ...fault,
  inject: (edit, context, random) => (isInsert(edit) ? undefined : fault.inject(edit, context, random)),
});

export const MARKUP_FAULTS: readonly Fault[] = [
  put(
    'link invented',
    NO_NEW,
    'See [the documentation](https://docs.attune-example.com/start).',
    'Read [this page](/guides/start-here).',
  ),
  put('bare URL', NO_NEW, 'See https://docs.attune-example.com/start for more.', 'See http://10.20.30.40/setup there.'),
  put(
    'address without a scheme',
    NO_NEW,
    'See www.attune-example.com for more.',
    'Write to help@attune-example.com about it.',
  ),
  put('URL in angle brackets', NO_NEW, 'See <https://docs.attune-example.com/start> there.'),
  put(
    'script URL',
    NO_NEW,
    'Click [here](javascript:alert(document.domain)) now.',
    'Open [it](data:text/html;base64,PHNjcmlwdD4=).',
  ),
  set('link definition', NO_NEW, after, '[attune-more]: https://docs.attune-example.com/start'),
  put(
    'image added',
    NO_NEW,
    '![A diagram of it](/img/attune-diagram.png)',
    '![](https://attune-example.com/pixel.gif)',
  ),
  put(
    'HTML tag',
    NO_NEW,
    'This is <b class="key">the key</b> to it.',
    'First this,<br> then that.',
    'It is <sup>new</sup>.',
  ),
  put('HTML comment', NO_NEW, '<!-- attune: keep the rest -->'),
  set(
    'details and summary',
    'drop `<details>`',
    (text) => `<details><summary>More</summary>\n\n${text}\n\n</details>`,
    '',
  ),
  put('script tag', NO_NEW, '<script>alert(document.cookie)</script>'),
  put('event handler', NO_NEW, '<img src="x" onerror="alert(1)">', '<a onclick="steal()">more</a>'),
  put('JSX', NO_NEW, '<Admonition type="tip">Try it</Admonition>', '<TryIt chapter="start" />'),
  put(
    'expression',
    "`{name}` an expression; `{'{errors}'}` compiled and crashed at render",
    'Greetings, {props.readerName}.',
    "It says {'{errors}'} there.",
    '{process.env.HOME}',
  ),
  set('heading added', RESTRICTED, before, '## In plain words', '# Overview', '### خلاصہ'),
  inRewrites(
    set('text turned into a heading', 'a trailing `---` a heading', (text, line) => `${text}\n${line}`, '---', '==='),
  ),
  set('rule added', RESTRICTED, after, '---\n\n***', '* * *'),
  set(
    'fence round the answer',
    'Wrap the answer in a fence',
    (text, info) => `\`\`\`${info}\n${text}\n\`\`\``,
    '',
    'markdown',
    'mdx',
    'text',
  ),
  set(
    'fenced code added',
    'a fenced block only where the author’s policy allows it (design)',
    after,
    '```python\nimport rclpy\nrclpy.init()\n```',
    '~~~\nnpm start\n~~~',
  ),
  set('quote added', RESTRICTED, after, '> Somebody said so once.'),
  inRewrites(set('table in a rewrite', RESTRICTED, after, '| one | other |\n| --- | --- |\n| this | that |')),
  put('footnote', RESTRICTED, 'This is well known.[^attune]'),
  set(
    'footnote with its text',
    RESTRICTED,
    (text, note) => `${text}[^attune-n]\n\n${note}`,
    '[^attune-n]: As others said.',
  ),
  set(
    'directive',
    '3.x reads `ROS:noetic` and `key:value` as directives',
    after,
    ':::tip\n\nTry this first.\n\n:::',
    '::attune-video{id=abc}',
  ),
  put('math', '`$5 and $6` is math', 'So $E = m c^2$ holds.', '$$\\sum_i x_i$$'),
  put(
    'inline code that the source does not have',
    'inline code that exists in the source (design)',
    'Run `attune-setup --force` first.',
    'Set `max_attune_rate` for this.',
  ),
  put('strikethrough', RESTRICTED, 'It is ~~slow~~ quick.'),
  put(
    'emphasis that does not close',
    '`**متن۔**اگلا` is not bold (flanking)',
    'This is **the main point.',
    '**متن۔**اگلا',
    '**The point.**Next comes more.',
  ),
  inRewrites(
    set(
      'two paragraphs in one leaf',
      RESTRICTED,
      (text, more) => `${text}\n\n${more}`,
      'This goes on in a paragraph of its own.',
      'یہ بات الگ پیراگراف میں جاری رہتی ہے۔',
    ),
  ),
  set(
    'import or export',
    'a paragraph that *starts* with "import" or "export"',
    before,
    "import Tabs from '@theme/Tabs';",
    'export const meta = { title };',
  ),
];
