import type { Address, Bytes32 } from "@idos/protocol";

/**
 * What facts are about: an account's sessions and whose it is; a user's existence and accounts; a user's shares and
 * records.
 */
export type FactSubject = `account:${Address}` | `user:${Bytes32}` | `data:${Bytes32}`;

/** Undefined while a change is under way: then the database alone knows. */
export type FactVersion = string | undefined;

/** Versions of facts, one for all processes of a node. Rejects as its store does when that does not answer. */
export interface FactVersions {
  /** As they are now. Undefined also where there is none. */
  now(subjects: readonly FactSubject[]): Promise<readonly FactVersion[]>;
  /** As `now`, for who is about to read the database: makes those that are not there, ends changes that nobody ends. */
  begin(subjects: readonly FactSubject[]): Promise<readonly FactVersion[]>;
  /**
   * Runs a write that changes facts about these. Its version is one under way before the write begins, else there is no
   * write, and a new one by the time its outcome is known.
   */
  during<Outcome>(subjects: readonly FactSubject[], write: () => Promise<Outcome>): Promise<Outcome>;
}
