import type { Bytes32 } from "@idos/protocol";
import type { Redis } from "ioredis";
import type { Repair } from "../../audit/difference.ts";
import { packEpoch } from "../pack-entry.ts";
import { runScript, type Script, type ScriptArgument } from "../run-script.ts";
import { DELETE_FIELD, DELETE_KEY, PUT_GRANT, SET_COUNTER, SET_EPOCH, SET_FIELD } from "./repair-scripts.ts";

const ADDRESS_BYTES = 20;
const NOTHING = Buffer.alloc(0);

/** Makes one change in one atomic step; false where the index no longer stands there, or only a rebuild helps. */
export async function repairIndex(
  redis: Redis,
  metaKey: string,
  at: { readonly generation: string; readonly hash: Bytes32 },
  repair: Repair,
): Promise<boolean> {
  const step = stepOf(repair);
  if (step === undefined) return false;
  const [script, ...args] = step;
  return (await runScript(redis, script, metaKey, [at.generation, at.hash, ...args])) === 1;
}

function stepOf(repair: Repair): [Script, ...ScriptArgument[]] | undefined {
  switch (repair.kind) {
    case "put-grant": {
      const { owner, key, packed, subject, relist } = repair;
      const isPublic = subject.length > 32;
      const parties = isPublic
        ? [subject.subarray(0, ADDRESS_BYTES), subject.subarray(ADDRESS_BYTES), NOTHING]
        : [NOTHING, NOTHING, subject];
      return [PUT_GRANT, owner, key, packed, ...parties, relist ? "1" : ""];
    }
    case "delete-field":
      return [DELETE_FIELD, repair.key, repair.field, repair.value];
    case "delete-key":
      return [DELETE_KEY, repair.key];
    case "set-epoch": {
      const epoch = repair.epoch === 0n ? NOTHING : Buffer.from(packEpoch(repair.epoch));
      return [SET_EPOCH, Buffer.from(repair.owner.slice(2), "hex"), epoch];
    }
    case "set-counter":
      return [SET_COUNTER, repair.list, repair.account, repair.highestChunk ?? ""];
    case "set-field":
      return [SET_FIELD, repair.hash, repair.field, repair.value];
    case "rebuild":
      return undefined;
  }
}
