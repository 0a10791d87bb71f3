import { atLevel } from '../levels.ts';
import { forAnswers } from '../transformation.ts';

/**
 * Applies to the lowest level, as `beginner-simplify` does. May put one note after a block of code, or rewrite the author's prose about it.
 * After it the code is untouched, and what the note quotes of it stands in it letter by letter.
 */
export const explainCode = forAnswers({
  name: 'explain-code',
  may: ['rewrite', 'insert'],
  also: atLevel('novice'),
  always: `Every block of code, command or output that the author does not go through line by line has one note right after it (after the author's own explanation, if one follows), which begins with what the whole does in one sentence; then, in the order in which it runs, what each piece is for and what one sees or gets. Pieces are named in \`code\`, copied exactly and short; signs that a newcomer cannot guess (\`->\`, \`!\`, a decorator, \`with\`, \`self\`) are said in words the first time. Three to seven sentences or list lines; imports and plain assignments are passed over. The chapter's picture may carry it. A mistake in the code that stops it from working is said plainly, with what must stand there. For shell commands: what each changes, what must be installed or sourced before, and what one sees when it worked, so far as the chapter or the tool's own manual makes it certain.`,
  values: {
    programming_experience: {
      Beginner: '',
      beginner: '',
      none: 'Start with what the whole code does, in one sentence without any name from it.',
    },
  },
  holds: 'Code stays as it is; every piece quoted is the author’s; obvious lines have no comment.',
});
