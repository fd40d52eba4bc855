/** What has been opened, to be closed in the opposite order. */
export interface Closing {
  /** Registers what was just opened and gives it back. */
  add<Opened>(opened: Opened, close: (opened: Opened) => Promise<void> | void): Opened;
  /** Closes everything, also when something fails to close; rejects with the first failure then. */
  closeAll(): Promise<void>;
}

export function createClosing(): Closing {
  const closers: (() => Promise<void> | void)[] = [];
  return {
    add(opened, close) {
      closers.push(() => close(opened));
      return opened;
    },
    async closeAll() {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new Error("a part of the node did not close", { cause: failures[0] });
    },
  };
}
