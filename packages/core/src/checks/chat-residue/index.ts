import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

/** How an answer begins that speaks to whoever asked. */
const OPENINGS =
  /^[\s*_"'“>]*(?:here(?:’s|'s| is| are)\s+(?:the|your|a|an|my|how)\s[^.\n]{0,80}(?::|version|text|translation|rewrite|explanation|paragraph|summary)|sure(?:ly)?\s*[,!.:—-]|(?:i(?:’m|'m| am) )?sorry\b|apolog(?:y|ies|i[sz]e)\b|thinking\s*:|thought\s*:|reasoning\s*:|plan\s*:|sure thing|certainly\s*[,!.:]|of course\s*[,!.:]|absolutely\s*[,!.:]|okay\s*[,!.:]|ok\s*[,!.:]|great (?:question|choice)|no problem|happy to|i(?:’ve|'ve| have)\s+(?:rewritten|simplified|adapted|translated|kept|made|updated|edited)|below is|the following is|(?:summary|translation|rewritten(?: text| version)?|simplified(?: text| version)?|adapted(?: text| version)?|translated(?: text)?|urdu(?: translation)?|output|answer|response|rewrite|edit|result|final(?: answer| text| version)?|explanation|note to (?:the )?(?:reader|author|editor))\s*[*_]*:|(?:assistant|user|system|human)\s*:|(?:جی )?(?:ضرور|جی ہاں|جی|بالکل|یقیناً|معذرت|معاف)\s*[!،,۔:]|(?:یہ رہا|یہ رہی|پیش ہے|ذیل میں|درج ذیل)\s[^۔\n]{0,60}(?::|ترجمہ|متن)|(?:ترجمہ|اردو ترجمہ|آسان متن|جواب)\s*:)/iu;

/** What is said nowhere but in a talk with a model, or about the reader to their face. */
const PHRASES: readonly RegExp[] = [
  /\b(?:i|we) apologi[sz]e\b|\bsorry for (?:the|my|any)\b|\bmy (?:earlier|previous|last) (?:answer|response|message)\b|\bcorrected (?:text|version)\b/i,
  /\bfor an? (?:\w+ ){1,3}like you\b/i,
  /\b(?:because|since|as) you (?:have|had) (?:no|little|some|limited|not much)(?: \w+){0,2} (?:experience|background|knowledge|hardware)\b/i,
  /\byou (?:adapt|rewrite|are adapting) (?:a |the )?(?:textbook|chapter|text)\b|\bproposing edits\b|\b(?:one|a|valid|only) json\b|\bjson object per line\b|\b(?:return|output|answer with|reply with)\b[^.]{0,60}\bnothing else\b/i,
  /\bthe reader (?:needs|wants|is|has|knows|may not|does not|will|should|asked)\b|\bthis reader\b/i,
  /\((?:note|nb)\s*:\s*(?:i|we)\b|\bplaceholders?\b[^.]{0,30}\b(?:unchanged|intact|kept|preserved)\b|\b(?:kept|preserved|left) (?:all |the )*placeholders?\b|\b(?:i|we) (?:have )?(?:kept|preserved|simplified|rewrote|rewritten|translated|shortened) (?:all|the|this|it|every)\b/i,
  /(?<=^|[.!?:۔؟|\n]\s*|\*\*)(?:in summary|to sum(?: it)? up|to summari[sz]e|in conclusion|in short,? the|summary\s*:|key takeaways?)/iu,
  /(?:^|[\s*])(?:Summary\s*[*_]*:|In summary\b|To sum(?: it)? up\b|To summari[sz]e\b|In conclusion\b|خلاصہ\s*[*_]*:|خلاصہ یہ)/u,
  /\b(?:translator|editor|rewriter|adapter)(?:’|')?s?(?:’|')?s? note\b|\bkept in english\b|(?:^|[\s(])نوٹ\s*:\s*(?:تمام|میں|یہ|اصطلاح)|انگریزی میں (?:رکھ|برقرار|چھوڑ)/iu,
  /(?:rewritten(?: text| version)?|translation|translated text|output|answer|response|simplified(?: text| version)?|ترجمہ|متن)\s*[*_]*:[\s*_]*$/iu,
  /(?:مزید مدد|ضرور بتائیں|بلا جھجھک|پوچھ سکتے ہیں)/u,
  /(?:مدد نہیں کر سکت|درخواست (?:پوری|قبول)|معذرت)/u,
  /(?:ایک )?(?:مبتدی|نو آموز|beginner|طالب علم|ماہر|ابتدائی قاری) (?:کے طور پر|ہونے کے ناطے|ہونے کی وجہ سے)|آپ (?:جیسے|جیسی) (?:مبتدی|طالب|نئے|قار)/u,
  /(?:ترجمہ|متن) (?:درج ذیل|یہ|پیش)/u,
  /\bas an? (?:ai|artificial intelligence|(?:large )?language model|assistant)\b/i,
  /\bi(?:’m| am|'m) (?:an ai|sorry|unable to|just an?|happy to|glad to)\b/i,
  /\bi (?:cannot|can(?:’|')t|can not|won(?:’|')t) (?:help|assist|provide|comply|fulfill|translate|rewrite|do that|continue)\b/i,
  /\b(?:hope (?:this|that) helps|let me know if|feel free to ask|would you like me to|do you want me to|if you(?:’d|'d| would) like,? i can)\b/i,
  /\b(?:since|because|as|given that|now that) you(?:’re|'re| are) (?:an? |still |just |only |completely |quite |relatively )*(?:beginner|novice|newcomer|student|expert|professional|advanced|new to|starting|experienced|not familiar|unfamiliar)/i,
  /\b(?:as|for|being) an? (?:absolute |complete |total )?(?:beginner|novice|newcomer)(?:\s*,|\s+(?:you|like you|such as you|reader))/i,
  /\bfor (?:beginners|novices|someone|a reader|readers|learners|students) (?:like|such as) (?:you|yourself)\b/i,
  /\b(?:given|based on|considering|according to|with) your (?:\w+ ){0,2}(?:background|profile|experience level|level of experience|skill level|programming experience|robotics experience|hardware availability|preferences)\b/i,
  /\byour (?:reader )?profile (?:says|shows|indicates|states)\b/i,
  /\b(?:ignore|disregard|forget) (?:all |any )?(?:the |your )?(?:above|previous|prior|earlier|preceding)(?: instructions?| prompts?| text)?\b/i,
  /\b(?:system prompt|user prompt|teaching plan|my instructions|the instructions (?:say|above|given)|prompt says|according to the (?:plan|policy|instructions)|mask(?:ed)? (?:number|token|mark)s?|placeholder tokens?|source text|source block|author(?:’|')s policy|target reader|reader(?:’|')s (?:level|profile)|restricted markdown|must[- ]keep terms?)\b/i,
  /\b(?:programming_experience|robotics_experience|hardware_availability|preferred_language|beginner-simplify|robotics-context|explain-code|advanced-condense|advanced-depth|hardware-notes|role-framing)\b/,
  /<\/?(?:thinking|think|scratchpad|answer|output|edit|block|chapter|section|reader|plan|source|text)>/i,
  /\[(?:end of|start of|begin|your|insert|todo|tbd|placeholder|name|text here|continue)[^\]]*\]/i,
  /["“]?(?:action|texts?|block|tag|why|original|position)["”]?\s*:\s*["“[{]/,
  /\b(?:wait,|let me (?:think|re-?check|re-?read|rewrite|rephrase|try)|actually, let me|hmm,|on second thought|i need to|i should|i will now|i’ll now|i'll now|we need to (?:rewrite|keep|output|produce)|the user (?:wants|asked|is))/i,
  /(?:بطور|ایک) (?:اے آئی|مصنوعی ذہانت|AI|لینگویج) (?:ماڈل|model|اسسٹنٹ|assistant)/u,
  /(?:چونکہ|کیونکہ) آپ (?:ابھی |ایک )*(?:مبتدی|ابتدائی|نئے|نو آموز|beginner|طالب علم|ماہر)/u,
  /(?:امید ہے (?:کہ )?(?:یہ|اس سے) (?:مدد|مددگار|آپ)|میں (?:معذرت|معافی)|میں یہ نہیں کر سکت)/u,
  /\bb\d{1,3}(?:\s+(?:paragraph|heading|list|table)\b|:)/,
];
const FENCE = /^\s*(?:```|~~~)[^\n]*\n[^]*?(?:```|~~~)\s*$/;
const LABEL = /^[\s*_]*(?:summary|in summary|key takeaways?|conclusion|خلاصہ)[\s*_]*(?:[:：\n]|$)/iu;

/**
 * A page is no chat: no greeting of whoever asked, no refusal, no word about the reader, nothing of what a model was told. What the
 * author's text says itself is the author's.
 */
export const chatResidue: Check = {
  name: 'chat-residue',
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text, source }) => {
      const given = source?.text ?? '';
      const found = [OPENINGS, FENCE, LABEL, ...PHRASES].flatMap((pattern): Fault[] => {
        const match = text.match(pattern);
        if (!match || given.toLowerCase().includes(match[0].trim().toLowerCase())) return [];
        return [{ offset: match.index ?? 0, message: `talk that is no lesson: ${match[0].trim().slice(0, 60)}` }];
      });
      return found;
    }),
};
