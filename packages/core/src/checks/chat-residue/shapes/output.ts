import type { Shape } from './shape.ts';

/** What is left of the form in which a model answers: fences, tags, roles, keys of JSON. */
export const OUTPUT_SHAPES: readonly Shape[] = [
  { name: 'a fence round the text', pattern: /^\s*(?:```|~~~)[^\n]*\n[^]*?(?:```|~~~)\s*$/ },
  {
    name: 'a tag of the answer',
    pattern: /<\/?(?:thinking|think|scratchpad|answer|output|edit|block|chapter|section|reader|plan|source|text)>/i,
  },
  {
    name: 'a role or a label of the answer',
    pattern:
      /^[\s*_"“>]*(?:assistant|user|system|human|output|answer|response|final answer|urdu(?: translation)?)\s*[*_]*:|<\|[\w ]+\|>|\[\/?INST\]/i,
  },
  {
    name: 'a key of JSON',
    pattern: /["“]?(?:action|texts?|block|tag|why|original|position)["”]?\s*:\s*["“[{]|"\w+"\s*:\s*["[{\d]/,
  },
  {
    name: 'a label of the answer',
    pattern:
      /(?:(?:Rewritten|Simplified|Translated|Adapted) (?:text|version)|Translation|Output|Answer|Response)\s*[*_]*:[\s*_]*$/,
  },
  {
    name: 'a summary',
    pattern: /(?:^|[\s*])(?:Summary\s*[*_]*:|In summary\b|To sum(?: it)? up\b|To summari[sz]e\b|In conclusion\b)/,
  },
  {
    name: 'a reader’s answers',
    pattern: /(?:role|level|language|hardware)\s*:\s*(?:student|beginner|none|professional|researcher|urdu)\b/i,
  },
];
