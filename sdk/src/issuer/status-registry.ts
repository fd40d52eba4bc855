import { type Bytes32, bytes32Schema } from "@idos/protocol";
import * as z from "zod";
import type { CredentialKey } from "../credentials/credential-key.ts";
import type { StatusReference } from "../credentials/registered-claims.ts";
import { listOfInvalid } from "../credentials/status-list/status-bits.ts";
import { signStatusToken } from "../credentials/status-list/status-token.ts";
import { bytes32Argument } from "../errors/argument.ts";
import { IdosError } from "../errors/idos-error.ts";

/** A credential's place in a list: what its issuer must not forget. */
export interface StatusEntry {
  /** The record that holds the credential. */
  readonly record: Bytes32;
  readonly index: number;
  readonly revoked: boolean;
}

/** Reads entries back as they were saved. */
export const statusEntriesSchema = z.array(
  z.strictObject({ record: bytes32Schema, index: z.int().min(0), revoked: z.boolean() }),
);

/** Where an issuer's status list is published and kept. */
export interface StatusRegistryOptions {
  /** Where the list is published: an address of the issuer's own, under the origin of its URL. */
  readonly uri: string;
  /** What `save` was last given; empty for a new list. */
  readonly entries?: readonly StatusEntry[];
  /** Keeps the entries durably; it is done before a credential is issued, and before a revocation counts as made. */
  readonly save: (entries: readonly StatusEntry[]) => Promise<void> | void;
  /** How many credentials the list is for, in eights; 131,072 unless said. */
  readonly size?: number;
  /** How long verifiers may go on with what they have; 300 unless said. So long may a revocation take to be seen. */
  readonly ttlSeconds?: number;
}

/** Which of an issuer's credentials hold: each has an index, drawn at random so that it does not tell their order. */
export interface StatusRegistry {
  /** The place of a record's credential: a new one, or the one that it has. Throws STATUS_LIST_FULL. */
  allocate(record: Bytes32): Promise<StatusReference>;
  /** Takes a credential back for good. Throws ARGUMENT_INVALID for a record that has no place here. */
  revoke(record: string): Promise<void>;
  /** The list as it is served now, as `STATUS_MEDIA_TYPE`. */
  publish(key: CredentialKey, now?: Date): Promise<string>;
}

const SIZE_DEFAULT = 131_072;
const TTL_SECONDS_DEFAULT = 300;
/** A verifier that cannot reach the issuer refuses its credentials after so long. */
const VALID_FOR_SECONDS = 86_400;

/** A status list of an issuer, new or with the entries that were saved of it. */
export function createStatusRegistry(options: StatusRegistryOptions): StatusRegistry {
  const { uri, save, size = SIZE_DEFAULT, ttlSeconds = TTL_SECONDS_DEFAULT } = options;
  const entries = new Map((options.entries ?? []).map((entry) => [entry.record, entry]));
  const taken = new Set([...entries.values()].map(({ index }) => index));
  let saved = Promise.resolve();
  const put = (entry: StatusEntry): Promise<void> => {
    entries.set(entry.record, entry);
    // One after the other, or an earlier state could be written over a later one.
    const saving = saved.then(() => save([...entries.values()]));
    saved = saving.catch(() => undefined);
    return saving;
  };
  return {
    async allocate(record) {
      const known = entries.get(record);
      if (known === undefined && taken.size >= size)
        throw new IdosError("STATUS_LIST_FULL", "Every place of the status list is taken", { uri, size });
      const index = known?.index ?? freeIndex(taken, size);
      taken.add(index);
      await put(known ?? { record, index, revoked: false });
      return { status_list: { idx: index, uri } };
    },
    async revoke(recordText) {
      const record = bytes32Argument("record", recordText);
      const known = entries.get(record);
      if (known === undefined)
        throw new IdosError("ARGUMENT_INVALID", "The list has no such record", {
          argument: "record",
          record,
        });
      await put({ ...known, revoked: true });
    },
    publish(key, now = new Date()) {
      const revoked = [...entries.values()].filter((entry) => entry.revoked).map(({ index }) => index);
      const list = listOfInvalid(size, revoked);
      const nowSeconds = Math.floor(now.getTime() / 1000);
      const times = { nowSeconds, ttlSeconds, validForSeconds: VALID_FOR_SECONDS };
      return signStatusToken({ uri, list, ...times }, key);
    },
  };
}

function freeIndex(taken: ReadonlySet<number>, size: number): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  let index = random % size;
  while (taken.has(index)) index = (index + 1) % size;
  return index;
}
