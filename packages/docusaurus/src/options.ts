/** What `withAttune` takes. What the book asks and explains stands in `attune.config.ts` instead. */
export interface AttuneOptions {
  /** Address of the service, e.g. `https://attune.example.org`; default: the same as the site's. */
  readonly service?: string;
  /**
   * Where readers' answers are kept; default `server`: with the service, under the reader's id. `browser`: nowhere else than in the browser,
   * from which only what matters to the chapter goes to the service, with no reader's name. Always so in an export.
   */
  readonly profiles?: 'server' | 'browser';
  /** A link to the reader's preferences in the navbar; default true. */
  readonly navbar?: boolean;
}
