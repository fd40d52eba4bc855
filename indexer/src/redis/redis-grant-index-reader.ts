import type { Address, Bytes32, GrantState, IndexStatus } from "@idos/protocol";
import type { Redis } from "ioredis";
import { setTimeout as sleep } from "node:timers/promises";
import { CorruptIndexError } from "../errors.ts";
import { grantState } from "../grant-entry.ts";
import type { GrantIndexReader } from "../grant-index-reader.ts";
import { indexKeys, type IndexPlace } from "./keys.ts";
import { unpackEntry, unpackEpoch } from "./pack-entry.ts";
import { READ, type ReadAnswer, readAnswerSchema } from "./read-script.ts";
import { readStatus, type StatusRules } from "./read-status.ts";
import { runScript } from "./run-script.ts";

export interface ReaderOptions extends IndexPlace, StatusRules {}

const POLL_MS = 25;

export function createRedisGrantIndexReader(redis: Redis, options: ReaderOptions): GrantIndexReader {
  const keys = indexKeys(options);
  let generation = "";

  async function readMeta(): Promise<ReadAnswer> {
    return readAnswerSchema.parse(await runScript(redis, READ, [keys.meta], []));
  }

  async function readGrant(owner: Address, handle: Bytes32): Promise<ReadAnswer> {
    for (;;) {
      // Its own copy: a concurrent check may learn of a new generation while this one waits.
      const asked = generation;
      const names = [keys.meta, keys.owner(asked, owner)];
      const answer = readAnswerSchema.parse(await runScript(redis, READ, names, [asked, handle]));
      const current = answer[1].generation ?? asked;
      if (current === asked) return answer;
      generation = current;
    }
  }

  function statusOf([[seconds, micros, serverRun], meta]: ReadAnswer): IndexStatus {
    const nowMs = Number(seconds) * 1_000 + Number(micros) / 1_000;
    return readStatus(meta, { ...options, nowMs, serverRun });
  }

  async function status(): Promise<IndexStatus> {
    return statusOf(await readMeta());
  }

  return {
    status,

    async check(owner, handle) {
      const answer = await readGrant(owner, handle);
      const status = statusOf(answer);
      try {
        return { grant: grantOf(answer, status), status };
      } catch (error) {
        if (!(error instanceof CorruptIndexError)) throw error;
        const damaged = { ...status, state: "unhealthy", reason: error.message } as const;
        return { grant: { kind: "none" }, status: damaged };
      }
    },

    async reached(blockNumber, timeoutMs) {
      const deadlineMs = performance.now() + timeoutMs;
      for (;;) {
        if ((await status()).decidedAt.blockNumber >= blockNumber) return true;
        const leftMs = deadlineMs - performance.now();
        if (leftMs <= 0) return false;
        await sleep(Math.min(POLL_MS, leftMs));
      }
    },
  };
}

function grantOf([, , [epoch, packed]]: ReadAnswer, status: IndexStatus): GrantState {
  return grantState(packed === null ? undefined : unpackEntry(packed), {
    ownerEpoch: unpackEpoch(epoch),
    confirmedBlock: status.confirmedBlockNumber,
    blockTime: status.blockTime,
  });
}
