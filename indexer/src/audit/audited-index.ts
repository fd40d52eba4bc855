import type { Bytes32 } from "@idos/protocol";
import type { Repair } from "./difference.ts";

/** All of meta, as text. */
export type MetaFields = Readonly<Record<string, string>>;

/** What was read in one atomic step, and meta as it stood in that step. */
export interface ReadAt<T> {
  readonly meta: MetaFields;
  readonly read: T;
}

/** A field of an entries' or a list's hash. */
export interface StoredItem {
  /** Without the generation's prefix. */
  readonly key: Buffer;
  readonly field: Buffer;
  readonly value: Buffer;
  /** Whether such a field belongs under that key. */
  readonly isHome: boolean;
  /** What a public grant's place in an owner's list points to in the grantee's; empty where nothing is there. */
  readonly back: Buffer;
}

/** Everything that Redis holds of one grant; empty where there is nothing. */
export interface GrantTrace {
  readonly entry: Buffer;
  readonly listed: Buffer;
  readonly back: Buffer;
  readonly ownerCounter: Buffer;
  readonly granteeCounter: Buffer;
}

/** Asks for one grant. */
export interface GrantPlace {
  readonly key: Buffer;
  readonly owner: Buffer;
}

/** An index as it lies in Redis: raw, so that nothing is taken for granted. */
export interface AuditedIndex {
  /** Throws CorruptIndexError where there is none that could be read. */
  meta(): Promise<MetaFields>;
  /** Keys of the generation, without its prefix. Each that is there all the while is among them. */
  keys(generation: string): Promise<readonly Buffer[]>;
  /** Those of the keys that hold another type. */
  wrongTypes(keys: readonly Buffer[]): Promise<readonly Buffer[]>;
  page(keys: readonly Buffer[]): Promise<ReadAt<readonly StoredItem[]>>;
  trace(grants: readonly GrantPlace[]): Promise<ReadAt<readonly GrantTrace[]>>;
  /** Of these owners, 20 bytes each; empty where there is none. Last, the mark by whose absence a loss shows. */
  epochs(owners: readonly Buffer[]): Promise<ReadAt<readonly Buffer[]>>;
  undoNumbers(): Promise<ReadAt<readonly string[]>>;
  undoRecords(
    numbers: readonly string[],
  ): Promise<ReadAt<readonly (readonly [number: string, record: string])[]>>;
  transactions(): Promise<ReadAt<readonly (readonly [hash: Buffer, number: string])[]>>;
  /** Makes the change unless the index has moved on; false where it has. */
  repair(at: { readonly generation: string; readonly hash: Bytes32 }, repair: Repair): Promise<boolean>;
}
