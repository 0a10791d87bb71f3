import type { ClearScope } from '@attune/store';

/** What `attune clear` was told: names by what they are of. */
export interface ScopeOptions {
  readonly chapter?: string;
  readonly reader?: string;
  readonly tag?: string;
  readonly model?: string;
  readonly all?: boolean;
}

/** A scope that is none, or not one; nothing was cleared. */
class ScopeError extends Error {
  override readonly name = 'ScopeError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The one scope that was asked for. A chapter may be named by the end of its id, if that is one of `chapters`. Throws ScopeError. */
export function scopeOf(options: ScopeOptions, chapters: readonly string[]): ClearScope {
  const { chapter, reader, tag, model, all } = options;
  const given = [chapter, reader, tag, model, all].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new ScopeError(
      given.length === 0 ? 'nothing says what to clear' : 'more than one thing says what to clear',
      'give one of --chapter, --reader, --tag, --model and --all',
    );
  if (chapter !== undefined) return { chapter: chapterCalled(chapter, chapters) };
  if (tag !== undefined) return { tag };
  if (model !== undefined) return { model };
  if (reader === undefined) return { all: true };
  if (UUID.test(reader)) return { reader };
  throw new ScopeError(`${reader} is no reader’s id`, 'give the UUID, as GET /v1/readers/me has it');
}

/** What was never published may be cached all the same: a name that is no chapter’s stands for itself. */
function chapterCalled(name: string, chapters: readonly string[]): string {
  if (chapters.includes(name)) return name;
  const found = chapters.filter((id) => id.endsWith(`/${name}`));
  if (found.length > 1) throw new ScopeError(`more than one chapter is called ${name}`, `one of: ${found.join(', ')}`);
  return found[0] ?? name;
}
