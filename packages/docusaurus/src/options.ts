/** What `withAttune` takes. What the book asks and explains stands in `attune.config.ts` instead. */
export interface AttuneOptions {
  /** Address of the service, e.g. `https://attune.example.org`; default: the same as the site's. */
  readonly service?: string;
  /** A link to the reader's preferences in the navbar; default true. */
  readonly navbar?: boolean;
}
