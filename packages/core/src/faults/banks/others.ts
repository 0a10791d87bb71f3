import type { LanguageBank } from '../weave.ts';

/** What comes back in place of Urdu: languages that look like it, that sound like it, or that the model knows better. */
export const OTHERS = {
  arabic: {
    clauses: ['نستخدم {} في هذا الجزء من النظام', 'يجب الانتباه إلى {} عند القراءة', 'تعتمد الخطوة التالية على {}'],
    sentences: [
      'كل جزء يؤدي عمله ثم يرسل النتيجة إلى الأجزاء الأخرى.',
      'بهذه الطريقة يصبح فهم النظام كله أسهل بكثير.',
      'الرسالة التي ترسل من جهة يجب أن تصل كما هي إلى الجهة الأخرى.',
    ],
    negations: ['لا يجوز إهمال هذه الخطوة.', 'هذا لا يحدث في كل مرة.'],
    negation: 'لا',
    safety: 'تحذير: الحذر واجب لتجنب الخطر والإصابة في حالات الطوارئ.',
    caution: '(تحذير)',
    must: '(واجب)',
    duty: 'هذا أمر ضروري ولازم.',
    phrases: ['معلومات أساسية عن هذا الجزء', 'مثال بسيط وشرح'],
    linkWords: ['مزيد من التفاصيل'],
    stop: '.',
  },
  persian: {
    clauses: ['در این بخش از {} استفاده می‌کنیم', 'هنگام خواندن به {} توجه کنید', 'گام بعدی بر پایه {} است'],
    sentences: [
      'هر بخش کار خود را انجام می‌دهد و نتیجه را به بخش‌های دیگر می‌رساند.',
      'به این ترتیب فهمیدن کل سامانه بسیار آسان‌تر می‌شود.',
      'پیامی که از یک سو فرستاده می‌شود باید به همان شکل به سوی دیگر برسد.',
    ],
    negations: ['این گام را نباید نادیده گرفت.', 'همیشه چنین نیست.'],
    negation: 'نیست',
    safety: 'هشدار: برای پرهیز از خطر و آسیب در شرایط اضطراری احتیاط لازم است.',
    caution: '(هشدار)',
    must: '(لازم)',
    duty: 'انجام این کار لازم و ضروری است.',
    phrases: ['اطلاعات پایه درباره این بخش', 'یک مثال ساده با توضیح'],
    linkWords: ['توضیح بیشتر'],
    stop: '.',
  },
  hindi: {
    clauses: ['इस भाग में {} का उपयोग किया जाता है', 'पढ़ते समय {} पर ध्यान दें', 'अगला चरण {} पर टिका है'],
    sentences: [
      'हर हिस्सा अपना काम करता है और परिणाम दूसरे हिस्सों तक पहुँचाता है।',
      'इस तरीके से पूरी प्रणाली को समझना आसान हो जाता है।',
      'जो संदेश एक ओर से भेजा जाए वह दूसरी ओर उसी रूप में मिलना चाहिए।',
    ],
    negations: ['इस चरण को अनदेखा नहीं करना चाहिए।', 'हर बार ऐसा नहीं होता।'],
    negation: 'नहीं',
    safety: 'चेतावनी: आपात स्थिति और खतरे से बचने के लिए सावधानी ज़रूरी है।',
    caution: '(चेतावनी)',
    must: '(ज़रूरी)',
    duty: 'ऐसा करना ज़रूरी है।',
    phrases: ['इस भाग की मूल जानकारी', 'एक सरल उदाहरण'],
    linkWords: ['अधिक जानकारी'],
    stop: '।',
  },
  romanUrdu: {
    clauses: [
      'Is hissay mein {} ka istemal hota hai',
      'Parhte hue {} par khaas tawajjo dein',
      'Agla qadam {} par khara hai',
    ],
    sentences: [
      'Har hissa apna kaam alag karta hai aur nateeja doosre hisson ko pohanchata hai.',
      'Is tareeqay se poora nizaam samajhna asaan ho jata hai.',
      'Jo paighaam aik taraf se bheja jaye woh doosri taraf usi shakal mein milna chahiye.',
    ],
    negations: ['Is qadam ko nazar andaz nahin karna chahiye.', 'Har baar aisa nahin hota.'],
    negation: 'nahin',
    safety: 'Khabardar: hangami soorat aur khatre se bachne ke liye ehtiyat lazmi hai.',
    caution: '(khabardar)',
    must: '(lazmi)',
    duty: 'Aisa karna lazim aur zaroori hai.',
    phrases: ['is hissay ki bunyadi maloomat', 'aik asaan misaal aur wazahat'],
    linkWords: ['mazeed tafseel'],
    stop: '.',
  },
  french: {
    clauses: ['Dans cette partie nous utilisons {} pour le travail', 'Il faut faire attention à {} pendant la lecture'],
    sentences: [
      'Chaque partie fait son travail et envoie le résultat aux autres parties du système.',
      'De cette manière, il devient beaucoup plus facile de comprendre le tout.',
      'Le message envoyé par un côté doit arriver sous la même forme de l’autre côté.',
    ],
    negations: ['Il ne faut pas négliger cette étape.', 'Ce n’est pas toujours le cas.'],
    negation: 'pas',
    safety: 'Attention : la prudence est nécessaire pour éviter un danger ou une blessure.',
    caution: '(attention)',
    must: '(obligatoire)',
    duty: 'Cela est nécessaire et obligatoire.',
    phrases: ['les informations de base de cette partie', 'un exemple simple avec une explication'],
    linkWords: ['plus de détails'],
    stop: '.',
  },
} as const satisfies Record<string, LanguageBank>;

/** One sentence of eight words and more, which is what shipped translations left as they were. */
export const ENGLISH_SENTENCES = [
  'Every part of the system does its own work and passes the result on to the others.',
  'This makes it much easier to understand the whole and to keep it in good order.',
  'A message that is sent from one side should arrive on the other side as it was.',
] as const;

export const URDU_SENTENCES = [
  'ہر حصہ اپنا کام الگ کرتا ہے اور نتیجہ دوسرے حصوں کو پہنچاتا ہے۔',
  'اس طریقے سے پورا نظام سمجھنا اور اسے درست رکھنا بہت آسان ہو جاتا ہے۔',
] as const;
