import {
  type AccountHistory,
  type Bytes32,
  keyBindingDigest,
  type OwnerHead,
  type RecordHeader,
  type SignedKeyBinding,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";

/**
 * What this client has seen, so that no node can show it an older state as the latest. Signatures alone cannot
 * tell: an old version is as well signed as the new one.
 */
export interface FreshnessMemory {
  /** Throws NODE_LIED for a lower version than one seen, or for another of the same version. */
  sawHeader(header: RecordHeader, hash: Bytes32): void;
  /** Throws NODE_LIED where a link or an unlinking that was seen is not there any more. */
  sawAccounts(userId: Bytes32, history: AccountHistory): void;
  /** Throws NODE_LIED for an older head than one seen, or for another of the same revision. */
  sawOwnerHead(head: OwnerHead, hash: Bytes32): void;
  /** All of a user's, from the first. Throws NODE_LIED where one that was seen is not there any more. */
  sawKeyBindings(userId: Bytes32, bindings: readonly SignedKeyBinding[]): void;
}

export function createFreshnessMemory(): FreshnessMemory {
  const headers = new Map<Bytes32, { version: number; hash: Bytes32 }>();
  const heads = new Map<Bytes32, { revision: number; hash: Bytes32 }>();
  const bindings = new Map<Bytes32, readonly Bytes32[]>();
  /** Of each user: how many links and unlinkings. Each was signed, so that a later state has more of them. */
  const accountStatements = new Map<Bytes32, number>();
  return {
    sawHeader({ record, version }, hash) {
      const seen = headers.get(record);
      if (seen !== undefined && version < seen.version) {
        const values = { record, version, versionSeen: seen.version };
        throw nodeLied("header-rollback", "The node shows an older version than it did before", values);
      }
      if (seen?.version === version && seen.hash !== hash)
        throw nodeLied("header-fork", "The node shows two records as one version", { record, version });
      headers.set(record, { version, hash });
    },
    sawAccounts(userId, history) {
      const unlinked = history.filter((entry) => entry.unlinked !== undefined);
      const statements = history.length + unlinked.length;
      if (statements < (accountStatements.get(userId) ?? 0))
        throw nodeLied("account-rollback", "The node shows older accounts than it did before", { userId });
      accountStatements.set(userId, statements);
    },
    sawOwnerHead({ owner, revision }, hash) {
      const seen = heads.get(owner);
      const isOlder = seen !== undefined && revision < seen.revision;
      if (isOlder || (seen?.revision === revision && seen.hash !== hash))
        throw nodeLied("head-rollback", "The node shows another head than it did before", {
          owner,
          revision,
        });
      heads.set(owner, { revision, hash });
    },
    sawKeyBindings(userId, signed) {
      const digests = signed.map(({ binding }) => keyBindingDigest(binding));
      const seen = bindings.get(userId) ?? [];
      if (seen.some((digest, index) => digests[index] !== digest))
        throw nodeLied("key-binding-rollback", "The node shows an older key than it did before", { userId });
      bindings.set(userId, digests);
    },
  };
}
