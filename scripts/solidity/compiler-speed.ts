import { z } from "zod";

type Lookup = (this: WebAssembly.Table, index: number) => unknown;
const lookup = z.custom<Lookup>((value) => typeof value === "function");

/**
 * Remembers what a WebAssembly table holds, for this process. solc's JavaScript asks its function table at every call
 * that may throw, and V8 is slow to answer: half of a compilation goes there.
 */
export function rememberTableEntries(): void {
  const prototype = WebAssembly.Table.prototype;
  const get = lookup.parse(Reflect.get(prototype, "get"));
  const held = new WeakMap<WebAssembly.Table, unknown[]>();
  const forget = (table: WebAssembly.Table): void => void held.delete(table);
  Object.defineProperty(prototype, "get", {
    value: function (this: WebAssembly.Table, index: number): unknown {
      let entries = held.get(this);
      if (entries === undefined) held.set(this, (entries = []));
      return (entries[index] ??= get.call(this, index));
    },
  });
  for (const name of ["set", "grow"] as const) {
    const change = z
      .custom<(this: WebAssembly.Table, ...args: unknown[]) => unknown>(
        (value) => typeof value === "function",
      )
      .parse(Reflect.get(prototype, name));
    Object.defineProperty(prototype, name, {
      value: function (this: WebAssembly.Table, ...args: unknown[]): unknown {
        forget(this);
        return change.apply(this, args);
      },
    });
  }
}
