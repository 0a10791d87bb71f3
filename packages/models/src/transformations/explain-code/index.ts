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
  always: `Where code does something that this reader could not retell, one note after it (after the author's own explanation, if one follows): a list that goes through the code in the order in which it runs. Each line names its piece in \`code\`, copied exactly and short, and says what it is for and what would happen without it, not what its words are. Three to seven lines; imports, plain assignments and what the author explains are left out. Syntax that a newcomer cannot guess (a decorator, \`with\`, a comprehension, \`self\`) is said once in the chapter. For shell commands: what each changes, what must be installed or sourced before, and what one sees when it worked, so far as the chapter or the tool's own manual makes it certain. For printed output: how to read one line of it.`,
  values: {
    programming_experience: {
      Beginner: '',
      beginner: '',
      none: 'Start with what the whole code does, in one sentence without any name from it.',
    },
  },
  holds: 'Code stays as it is; every piece quoted is the author’s; obvious lines have no comment.',
});
