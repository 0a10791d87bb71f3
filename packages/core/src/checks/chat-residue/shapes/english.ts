import { anyOf, type Shape } from './shape.ts';

const LISTS = {
  /** What a model works on. A text file, a block diagram are none. */
  prose:
    'text(?! files?| editor| box| field)|paragraphs?|passages?|sentences?|wording|phrasing|tone|vocabulary|prose|blocks?(?! diagram)|excerpt|chapter|headings?|explanation|terminology|terms',
  /** What it does with it. */
  work: 'rewrit(?:e|es|ten|ing)|re-?word\\w*|rephras\\w+|paraphras\\w+|simplif\\w+|translat\\w+|edit(?:s|ed|ing)?|revis(?:e[ds]?|ing|ion)|adapt\\w*|polish\\w*|shorten\\w*|condens\\w+|rework\\w*',
  done: 'rewritten|re-?worded|rephrased|paraphrased|simplified|translated|edited|revised|adapted|polished|shortened|condensed|reworked|adjusted|preserved|kept|retained|split|unchanged|untouched|left as|left alone|less formal|simpler|easier|shorter',
  told: 'asked|requested|instructed|specified|told',
  easier: 'simpler|easier|gentler|plainer|shorter|longer|clearer|friendlier|improved|updated|plain',
  reader: 'readers?|beginners?|novices?|learners?|students?|newcomers?|audience',
  be: '(?:is|are|was|were|has been|have been|had been|stays?|remains?)(?: now| all| already)?',
};
const shape = (name: string, ...alternatives: readonly string[]): Shape => ({
  name,
  pattern: anyOf(LISTS, ...alternatives),
});

export const ENGLISH_SHAPES: readonly Shape[] = [
  {
    name: 'somebody who says I',
    // A verb of "I" has no -s; "the current I flows", "a Type I error", "the I term" are of something else.
    pattern:
      /(?<![\p{L}\p{N}_$])(?:(?<!(?:[Tt]ype|[Pp]art|[Pp]hase|[Cc]lass|[Ll]evel|[Cc]hapter|[Vv]olume|[Cc]ategory|[Tt]he) )I(?:['’](?:m|ve|ll|d)(?!\p{L})|\s+(?!(?:and|or|in|of|to|at|for|with|on|from|by|as|per|so|if|that|such|then|than|when|where|which|term|gain|part|control\w*|component|action)(?!\p{L}))(?:was|pass|guess|\p{Ll}+(?<!s))(?!\p{L}))|me(?!\p{L})|[Mm]y\s+\p{Ll}+(?!\p{L})|(?:[Ss]hall|[Mm]ay) I(?!\p{L}))/u,
    ofChapter: true,
  },
  shape(
    'an answer to a request',
    "(?:as|like|what) (?:you(?:[’']ve)? )?{told}(?! by)(?!\\p{L})",
    'you {told} (?:me|us|for|that|to)\\b',
    '(?:as )?per (?:the |your |given )*(?:instructions?|constraints?|guidelines|request|specifications?|brief|requirements|prompt)\\b',
    '(?:with|following|to) your (?:instructions?|guidelines|specifications?|brief)\\b',
    'your (?:text|paragraph|passage|chapter|draft)\\s*[,:]',
    'suits? your needs',
    "the request(?:ed)? (?:edits?|text|rewrite|reading level|format|version|translation|changes?|cannot|can[’']t)\\b",
    'this request\\b',
    'the (?:provided|supplied) {prose}\\b|the (?:given|input|source) (?:paragraph|passage|excerpt|chapter|block)\\b',
    'the {prose} (?:that )?you (?:provided|sent|gave|shared|supplied|pasted)\\b',
  ),
  shape(
    'an offer',
    'let (?:me|us) know\\b',
    'feel free to (?:ask|reach|contact|request|tell|let|share)\\b',
    'feel free to (?:\\w+) (?:the|this|my|any) {prose}\\b',
    'would you (?:like|prefer|want) (?:me|us|any|more|further|another|a {easier})\\b',
    '(?:do you |you )?want (?:me to|a {easier} (?:version|take|text|explanation))',
    'just (?:ask\\b(?! yourself)|say (?:so|the word)|shout|tell me)',
    '(?:contact|message|write to) me\\b',
    "(?:don[’']?t|do not) hesitate to (?:ask|reach|contact|let|request)|reach out to (?:me|us)",
    '(?:is|was) there (?:is )?anything (?:else|more)|anything else (?:you|I)\\b',
    '(?:more than )?(?:happy|glad|delighted|pleased) to (?:help|assist|expand|explain|clarify|elaborate|provide|rewrite|adjust)',
    "(?:this|that|it|anything)(?: is|[’']s| seems) still (?:too )?\\w+, (?:ask|say|tell)",
    'if you need (?:anything|another (?:version|pass|take)|further (?:help|clarification|changes)|help with)',
    "if you(?:[’']d| would) like,? (?:I|we) can",
  ),
  shape(
    'an apology',
    'apolog(?:y|ies|i[sz]e[sd]?)\\b',
    "(?:so|very|terribly|we[’']re|we are) sorry\\b",
    'sorry\\s*(?:[,!.—]|for (?:the|my|any)|about|but|that)',
    'forgive (?:the|me|my|any)\\b|pardon (?:the|me|my)\\b',
    '(?:sadly|unfortunately|regrettably),? (?:this|that|the|your) (?:request|text|content)',
  ),
  shape(
    'a refusal',
    '(?:unable|not (?:able|allowed|permitted)) to (?:comply|assist|help with|fulfil\\w*|process (?:this|the|your)|translate|rewrite|produce|provide)',
    "(?:can[’']?t|cannot|can not|won[’']t|will not) (?:comply|assist|fulfil\\w*|be (?:fulfilled|processed (?:as|because|due)|rewritten|translated|answered))",
    'must decline|(?:content|usage) (?:polic(?:y|ies)|guidelines)|(?:violates?|against) (?:our|my|the (?:safety|content|usage)) polic(?:y|ies)',
    '{prose} (?:was|were|is|has been) withheld',
  ),
  shape(
    'a model about itself',
    'as an? (?:ai|artificial intelligence|(?:large )?language model|assistant)\\b',
    'an? (?:ai|language model),? (?:so|and) (?:verify|check|it may|this may)',
    '(?:this|that|the|following) (?:{prose}|page|content|answer|translation) (?:was|is|has been) (?:(?:automatically|machine)[- ])?(?:generated|produced|written|created) (?:by|automatically|with)',
    '(?:machine|ai|automatically)[- ]generated {prose}|{prose} (?:was|is|has been) (?:machine|ai|automatically)[- ]generated',
    'this was (?:generated|written|produced) automatically',
    'knowledge cut-?off|(?:your|an) ai (?:tutor|assistant|teacher|helper)\\b',
  ),
  shape(
    'an announcement',
    "(?:here(?:[’']s| is| are)|below(?: is| are| you(?:[’']ll| will)? find)?|what follows is|the following is|this is|find below) (?:the |your |an? |my |one |some )*(?:{prose}(?=\\s*[:.])|rewrite|re-?wording|rephrasing|paraphrase|translation(?=\\s*[:.])|(?:{done}) {prose}|(?:{done}|{easier}) version(?! of (?:the|an?|this|that) (?!text|paragraph|passage|sentence))|(?:{easier}) (?:take|account|wording|rendering|explanation))",
    'what follows is an? \\w+ (?:account|version|explanation|rewrite)',
    '(?:{done}) (?:{prose}|version|explanation) (?:follows|below|above|begins|starts|ends|here)\\b',
    '(?:rewrite|translation|adaptation) (?:follows|below|begins here|starts here|ends here)\\b',
    "let[’']s (?:rephrase|reword|paraphrase|translate|(?:rewrite|simplify) (?:this|it) (?:step|for|in|so|to)|get started with the rewrite)",
    '(?:now for|moving on to|on to|continuing with|now) the next (?:block|paragraph|passage)\\b|(?:moving on to|on to|now for) block \\d',
  ),
  shape(
    'a report on the work',
    '{work} (?:(?:the|this|that|each|every|all|your|my|following|entire|whole|given|original) )+{prose}\\b',
    '(?:the|this|that|these|all|each|every|long|earlier|original|your|technical) (?:\\w+ ){0,2}{prose} (?:above |below |here )?{be} (?:\\w+ )?(?:{done})\\b',
    '(?:the|this|that|these|my|your) (?:following |above )?(?:rewrite|rewording|rephrasing|paraphrase|(?:rewritten|reworded|rephrased|simplified|adapted|translated|revised|shortened|condensed) {prose})\\b',
    '(?:rewritten|reworded|rephrased|paraphrased|simplified|adapted|tailored|adjusted|shortened|condensed|edited|revised) (?:for|to) (?:(?:the|an?|your|easier|better|more|complete|absolute) )*(?:clarity|readab\\w+|reading|level|{reader}|understand\\w*|brevity|simplicity|suit)\\b',
    '(?:rewritten|reworded|rephrased|simplified|shortened|translated) as (?:requested|asked|instructed|needed)',
    'placeholders?\\b[^.]{0,40}\\b(?:appears?|exactly|unchanged|intact|kept|preserved|retained|left|in place|untouched)\\b',
    '(?:keep|kept|keeping|preserv\\w+|left|leave|retain\\w*)[^.]{0,20}\\bplaceholders?\\b',
    'mark(?:er)?s have (?:all )?been (?:left|kept|preserved)|kept in english|{prose} stays? in english',
    '(?:during|in|by) (?:the )?(?:simplification|rewriting|rewording|rephrasing|adaptation)\\b',
    'for (?:the sake of )?brevity,? (?:some |certain |many |the )*(?:details|text|information|content|parts?)\\b',
    'no (?:information|meaning|facts?|content|details?) (?:was|were|has been|have been) (?:removed|lost|changed|omitted|added)',
    '(?:keeps?|keeping|preserves?) (?:every|all) (?:of )?(?:the )?(?:facts?|claims?|meaning)\\b',
    '(?:details|terms|explanations|examples) (?:was|were|have been|has been) (?:skipped|simplified|omitted|glossed|shortened)',
  ),
  shape(
    'nothing done',
    'no (?:edits?|modifications?|rewrit\\w+|rewording|simplification) (?:(?:is|are|was|were) )?(?:needed|necessary|required|made|applied)',
    'no changes? (?:(?:is|are|was|were|has been|have been) )?(?:made|applied|(?:needed|necessary|required) (?:here|for this|to this|in this))',
    '{prose} (?:is|was) already (?:simple|clear|plain|easy|short)',
    '(?:nothing|no (?:text|content)(?: here)?|not enough (?:text|context|information)) (?:(?:here )?to|for) (?:translate|rewrit\\w+|simplif\\w+|adapt\\w*|edit\\w*)',
    'contains? enough (?:context|information|text)|same as (?:the )?(?:source|original)\\b|{prose} (?:was|is|seems|appears)(?: to be)? (?:cut off|incomplete|missing|empty)',
  ),
  {
    ...shape(
      'talk about the author’s text',
      'the author (?:wants|says|is saying|explains|means|describes|tells|argues|points|tries|here)\\b',
      'in (?:this|the above|the following) (?:paragraph|passage|excerpt|text|block),',
      'in the original,|the original (?:{prose}|meaning|author)\\b',
      "author[’']s (?:meaning|intent|intention|tone|voice|text|wording|policy|original)\\b",
      'the (?:answer|response|rewrite|translation|version|{prose}) (?:above|below) (?:keeps?|is|was|has|preserves?|explains?|uses)\\b',
    ),
    notInReasons: true,
  },
];
