type Undo = () => void | Promise<void>;

/** What was started and how to stop it, last first. */
export class UndoList {
  readonly #steps: Undo[] = [];
  #undone: Promise<void> | undefined;

  add(step: Undo): void {
    this.#steps.unshift(step);
  }

  /** Once, however often it is asked for. A step that fails does not keep the others from being done. */
  undo(): Promise<void> {
    return (this.#undone ??= this.#run());
  }

  async #run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
