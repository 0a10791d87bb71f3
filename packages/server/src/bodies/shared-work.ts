/** Work that all who ask for the same at the same time wait for together. */
export class SharedWork<Result> {
  readonly #running = new Map<string, Promise<Result>>();

  /** `isCurrent`: whether what is found may still be kept for those who come later. */
  share(name: string, work: (isCurrent: () => boolean) => Promise<Result>): Promise<Result> {
    const running = this.#running.get(name);
    if (running) return running;
    const isCurrent = (): boolean => this.#running.get(name) === started;
    const started = work(isCurrent).finally(() => {
      if (isCurrent()) this.#running.delete(name);
    });
    this.#running.set(name, started);
    return started;
  }

  /** Those who wait get what they asked for; whoever comes from now on asks anew. */
  forget(): void {
    this.#running.clear();
  }
}
