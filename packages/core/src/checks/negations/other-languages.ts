/**
 * Words and endings that deny, and turns of phrase that do ("outside of", "only", "instead"), by language. Generous: a denial is missed only
 * where none of them is there. A language that is not here is not judged. The Arabic script is read without vowel signs.
 */
export const DENIALS: Readonly<Record<string, RegExp>> = {
  ar: /(?<!\p{L})(?:[وفبلكأ]{0,2})(?:لا|لم|لن|ليس\p{L}*|لست\p{L}*|غير|دون|بلا|عدم|إلا|الا|سوى|ألا|لئلا|كلا|أبدا|خال\p{L}*|خارج|مستحيل\p{L}*|يستحيل|تعذر|[يت]تعذر|فشل\p{L}*|[يت]فشل|منع\p{L}*|[يت]منع|ممنوع\p{L}*|تجنب\p{L}*|[يت]تجنب|حظر|بدل\p{L}*|فقط|خطأ|مفقود\p{L}*|نقص|انعدام)(?!\p{L})/u,
  fa: /(?<!\p{L})(?:خیر|نمی\p{L}*|ن(?:یست|باید|کن|کرد|شد|شو|دار|داش|بود|باش|خواه|توان|گذار|ده|داد|یاب|یافت|گیر|گرفت|ساز|ساخ|بر|زن|رس|ماند|فرست|خوان|دان|پذیر|بین|نویس|یا|روید|رود)\p{L}*|بدون|بی|هیچ\p{L}*|غیر\p{L}*|نه|عدم|هرگز|مگر|جز|فاقد|خارج|فقط|تنها|صرفا|نا\p{L}{3,}|ناموفق|شکست|جلوگیری|پرهیز|اجتناب|خودداری|ممنوع|رد|به‌جای|جای)(?!\p{L})/u,
  hi: /नह[ीि]|(?<!\p{L})न(?![\p{L}\p{M}])|(?<!\p{L})(?:ना|मत|बिना|बगैर|बग़ैर|गैर|ग़ैर|केवल|सिर्फ|सिर्फ़)(?![\p{L}\p{M}])|असंभव|असमर्थ|असफल|विफल|रोक|बजाय|बजाए|इनकार|निषेध|बच(?:ें|ने|ा)|छोड़|कभी|अनु?पलब्ध|अमान्य|अभाव|रहित|सिवा/u,
  ja: /いいえ|いや|な[いかくしけ]|ません|ずに|(?<![まいわ必はお])ず[、にと]|なし|無|不|未|非|否|以外|だけ|のみ|禁止|避け|代わり|失敗|外/u,
  ko: /않|없|아니|아닌|아닙|(?<!\p{L})안\s|안\s?[되됩돼하한해]|못|말\s?(?:고|아|라|것)|마세요|마십시오|마라|지\s?말|불[가필능허]|금지|제외|대신|외에|외부|실패|미[설지사완정]|무[효시관]|비활성|피하|피해|방지|막[다는기]|만\s|만$|뿐/u,
  zh: /不|没|沒|无|無|未|非|否|别|別|勿|莫|免|禁|拒|失败|失敗|仅|僅|只|除|缺|避|代替|而是|外/u,
  fr: /(?<!\p{L})(?:ne|n['’]\p{L}+|pas|non|sans|aucun\p{L}*|jamais|rien|personne|ni|sauf|hors|plut[ôo]t|uniquement|seul\p{L}*|lieu|nul\p{L}*|d[ée]pourvu\p{L}*|interdi\p{L}*|[ée]vit\p{L}*|emp[êe]ch\p{L}*|[ée]cho\p{L}*|manqu\p{L}*|absen\p{L}*|refus\p{L}*|in\p{L}{4,}|im(?:possible|propre)\p{L}*)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:nein|nicht\p{L}*|kein\p{L}*|nie(?:mals|mand\p{L}*)?|ohne|weder|noch|statt|anstatt|außer|sonst|nur|un\p{L}{4,}|ver(?:hinder|meid|bot|biet)\p{L}*|fehl\p{L}*|\p{L}+los\p{L}*)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:no|sin|nunca|jamás|nada|nadie|ning[uú]n\p{L}*|ni|tampoco|salvo|excepto|solo|sólo|únicamente|lugar|evit\p{L}*|prohib\p{L}*|falt\p{L}*|fall\p{L}*|fracas\p{L}*|in\p{L}{5,}|imposible\p{L}*|fuera)(?!\p{L})/iu,
  pt: /(?<!\p{L})(?:não|sem|nunca|jamais|nada|ninguém|nenhum\p{L}*|nem|tampouco|salvo|exceto|só|somente|apenas|vez|evit\p{L}*|proib\p{L}*|falt\p{L}*|falh\p{L}*|in\p{L}{5,}|impossíve\p{L}*|fora)(?!\p{L})/iu,
  it: /(?<!\p{L})(?:non|senza|mai|niente|nulla|nessun\p{L}*|né|neanche|nemmeno|neppure|tranne|salvo|eccetto|solo|soltanto|invece|anziché|evit\p{L}*|viet\p{L}*|manc\p{L}*|fall\p{L}*|in\p{L}{5,}|impossibil\p{L}*|fuori|no)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:не\p{L}*|ни\p{L}*|нет|нельзя|без\p{L}*|кроме|только|вместо|запре\p{L}*|избег\p{L}*|отсутств\p{L}*|вне|лишь)(?!\p{L})/iu,
};

/** A text as `DENIALS` reads it. */
export const withoutVowelSigns = (text: string): string => text.replace(/[\u064B-\u0652\u0640]/g, '');
