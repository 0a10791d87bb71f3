/** A test that a row of a table names as its proof. */
export interface Claim {
  /** The row's first column. */
  readonly row: string;
  readonly file: string;
  readonly title: string;
}

/** Of rows whose last column is tests as `file` › title, one a line. */
export function claimsIn(markdown: string): Claim[] {
  return [...markdown.matchAll(/^\| (.+?) \| .+ \| (`[^|]*` › [^|]*) \|$/gm)].flatMap(([, row = '', tests = '']) =>
    tests.split('<br/>').map((test) => {
      const { file = '', title = '' } = /^`(?<file>[^`]+)` › (?<title>.+)$/.exec(test)?.groups ?? {};
      return { row, file, title };
    }),
  );
}
