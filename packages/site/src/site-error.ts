/** Something about an author's site that keeps it from being opened; says how to mend it. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
