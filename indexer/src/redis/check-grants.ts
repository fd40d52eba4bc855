import type { GrantCheck, IndexStatus } from "@idos/protocol";
import { ENTRY_KEY_BYTES, entryKey } from "../entry-key.ts";
import { CorruptIndexError } from "../errors.ts";
import { grantState } from "../grant-entry.ts";
import type { Check } from "./check-batches.ts";
import { unpackEntry, unpackEpoch } from "./pack-entry.ts";
import { entryOf } from "./read-touched.ts";
import { type Reply, replyBytes } from "./run-script.ts";

const CHECK_BYTES = ENTRY_KEY_BYTES + 20;

/** The argument of CHECK that says what is asked for. */
export function encodeChecks(checks: readonly Check[]): Buffer {
  const bytes = Buffer.allocUnsafe(checks.length * CHECK_BYTES);
  checks.forEach(({ owner, handle }, n) => {
    bytes.set(entryKey(owner, handle), n * CHECK_BYTES);
    bytes.write(owner.slice(2), n * CHECK_BYTES + ENTRY_KEY_BYTES, "hex");
  });
  return bytes;
}

/** What CHECK answers to one check. An entry that cannot be read makes the index unhealthy for who asks for it. */
export function decodeCheck(answer: Reply | undefined, status: IndexStatus): GrantCheck {
  const bytes = replyBytes(answer);
  if (bytes === undefined) return { grant: { kind: "none" }, status };
  try {
    const { stored, epoch } = split(bytes);
    const ownerEpoch = unpackEpoch(epoch);
    const at = { ownerEpoch, confirmedBlock: status.confirmedBlockNumber, blockTime: status.blockTime };
    return { grant: grantState(unpackEntry(entryOf(stored)), at), status };
  } catch (error) {
    if (!(error instanceof CorruptIndexError)) throw error;
    const damaged = { ...status, state: "unhealthy", reason: error.message } as const;
    return { grant: { kind: "none" }, status: damaged };
  }
}

/** What an answer with an epoch begins with; entries begin with a position, which is less. */
const WITH_EPOCH = 0xff;

function split(bytes: Buffer): { stored: Buffer; epoch?: Buffer } {
  if (bytes[0] !== WITH_EPOCH) return { stored: bytes };
  const end = 2 + (bytes[1] ?? 0);
  return { stored: bytes.subarray(2, end), epoch: bytes.subarray(end) };
}
