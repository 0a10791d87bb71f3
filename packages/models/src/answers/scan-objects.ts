/** A piece of an answer: an object's text, one that never closed, or what stands round objects and is no sign of a list or a fence. */
export interface Piece {
  readonly kind: 'object' | 'unclosed' | 'stray';
  readonly text: string;
}

/**
 * Finds the JSON objects at the top of a stream, whatever stands round them (code fences, list brackets, commas, talk) and however the
 * stream is cut. An object is given as soon as it closes; it is not looked into. One that is broken ends where a new line starts another.
 */
export class ObjectScanner {
  #stray = '';
  #object = '';
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** Where a line ended inside an object after which no other may start: what follows may be the start of the next. */
  #break = -1;
  /** A brace stands there, and nothing else yet. */
  #hasBrace = false;
  /** Last letter of the object that is no blank. */
  #last = '';

  /** Takes what came; gives the pieces that ended in it. */
  take(chunk: string): Piece[] {
    const pieces: Piece[] = [];
    for (const letter of chunk) pieces.push(...this.#next(letter));
    return pieces;
  }

  /** The stream has ended. */
  end(): Piece[] {
    if (this.#object === '') return this.#strays();
    const isOpen = this.#depth > 0;
    const text = this.#object.trim();
    this.#reset();
    if (isOpen) return [...this.#strays(), { kind: 'unclosed', text }];
    this.#stray += text;
    return this.#strays();
  }

  #next(letter: string): Piece[] {
    if (this.#object === '') {
      if (letter === '{') this.#object = letter;
      else this.#stray += letter;
      return [];
    }
    this.#object += letter;
    return this.#depth === 0 ? this.#open(letter) : this.#inside(letter);
  }

  /** After a brace: only a name or the end makes it an object. */
  #open(letter: string): Piece[] {
    if (/\s/.test(letter)) return [];
    if (letter === '}') return this.#close();
    if (letter === '"') {
      this.#depth = 1;
      this.#inText = true;
      return [];
    }
    const again = letter === '{' ? letter : '';
    this.#stray += this.#object.slice(0, this.#object.length - again.length);
    this.#reset();
    this.#object = again;
    return [];
  }

  #inside(letter: string): Piece[] {
    const broken = this.#restart(letter);
    if (broken) return broken;
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (letter === '\\') this.#escaped = true;
      else if (letter === '"') this.#inText = false;
    } else if (letter === '"') this.#inText = true;
    else if (letter === '{') this.#depth += 1;
    else if (letter === '}') this.#depth -= 1;
    if (letter.trim() !== '') this.#last = letter;
    return this.#depth === 0 ? this.#close() : [];
  }

  /** A line that starts with `{"` where no object can start: the one before was broken off. */
  #restart(letter: string): Piece[] | undefined {
    if (letter === '\n' && (this.#inText || !'[{,:'.includes(this.#last))) {
      this.#break = this.#object.length;
      this.#hasBrace = false;
      return undefined;
    }
    // Blanks without end are how some models fail: they are stepped over, each once.
    if (this.#break < 0 || letter.trim() === '') return undefined;
    const opens = this.#hasBrace ? letter === '"' : letter === '{';
    if (opens && !this.#hasBrace) {
      this.#hasBrace = true;
      return undefined;
    }
    const at = this.#break;
    this.#break = -1;
    return opens ? this.#anew(at) : undefined;
  }

  /** Gives up the object before `at`; what stands since then starts the next. */
  #anew(at: number): Piece[] {
    const [broken, since] = [this.#object.slice(0, at).trim(), this.#object.slice(at).trimStart()];
    const strays = this.#strays();
    this.#reset();
    this.#object = since;
    this.#depth = 1;
    this.#inText = true;
    return [...strays, { kind: 'unclosed', text: broken }];
  }

  #close(): Piece[] {
    const text = this.#object;
    this.#reset();
    return [...this.#strays(), { kind: 'object', text }];
  }

  #strays(): Piece[] {
    const text = withoutSigns(this.#stray.replace(/^[ \t]*(?:```|~~~)[ \t]*(?:\w+[ \t]*)?$/gm, ''));
    this.#stray = '';
    return text === '' ? [] : [{ kind: 'stray', text }];
  }

  #reset(): void {
    this.#object = '';
    this.#depth = 0;
    this.#inText = false;
    this.#escaped = false;
    this.#break = -1;
    this.#last = '';
  }
}

/** Without the blanks, commas and brackets of a list at both ends. Letter by letter: a pattern would try each blank to the end. */
function withoutSigns(text: string): string {
  const isSign = (letter: string | undefined): boolean => letter !== undefined && /[\s,[\]]/.test(letter);
  let [from, to] = [0, text.length];
  while (isSign(text[from])) from += 1;
  while (to > from && isSign(text[to - 1])) to -= 1;
  return text.slice(from, to);
}
