/** What a simulation was asked for that cannot be; the message says what, the remedy how to mend it. */
export class SimulateError extends Error {
  override readonly name = 'SimulateError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
