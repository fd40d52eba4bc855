import type { Bytes32, GrantCheck, IndexStatus } from "@idos/protocol";
import type { Redis } from "ioredis";
import { setTimeout as sleep } from "node:timers/promises";
import type { AtLeast, GrantIndexReader } from "../grant-index-reader.ts";
import { batchChecks, type Check } from "./check-batches.ts";
import { decodeCheck, encodeChecks } from "./check-grants.ts";
import { indexKeys, type IndexPlace } from "./keys.ts";
import { createListings } from "./list-grants.ts";
import { CHECK, FIND_TRANSACTION, parseHead, READ_STATUS } from "./read-script.ts";
import { readChanges } from "./read-changes.ts";
import { readStatus, type StatusRules } from "./read-status.ts";
import { replyList, replyText, runScript } from "./run-script.ts";

export interface ReaderOptions extends IndexPlace, StatusRules {}

const POLL_MS = 25;

export function createRedisGrantIndexReader(redis: Redis, options: ReaderOptions): GrantIndexReader {
  const { meta } = indexKeys(options);

  async function checkAll(checks: readonly Check[]): Promise<readonly GrantCheck[]> {
    const [head, ...answers] = replyList(await runScript(redis, CHECK, meta, [encodeChecks(checks)]));
    const status = readStatus(parseHead(head), options);
    return checks.map((_, n) => decodeCheck(answers[n], status));
  }

  async function status(): Promise<IndexStatus> {
    const [head] = replyList(await runScript(redis, READ_STATUS, meta, []));
    return readStatus(parseHead(head), options);
  }

  async function blockOf(transaction: Bytes32): Promise<number | undefined> {
    const hash = Buffer.from(transaction.slice(2), "hex");
    const [, number] = replyList(await runScript(redis, FIND_TRANSACTION, meta, [hash]));
    const text = replyText(number);
    return text === null ? undefined : Number(text);
  }

  async function find(atLeast: AtLeast): Promise<number | undefined> {
    if (typeof atLeast !== "number") return blockOf(atLeast);
    return (await status()).decidedAt.blockNumber >= atLeast ? atLeast : undefined;
  }

  const check = batchChecks(checkAll);
  return {
    status,
    check: (owner, handle) => check({ owner, handle }),
    ...createListings(redis, options, checkAll),
    changesAfter: (place) => readChanges(redis, options, place),

    async reached(atLeast, timeoutMs) {
      const deadlineMs = performance.now() + timeoutMs;
      for (;;) {
        const number = await find(atLeast);
        const leftMs = deadlineMs - performance.now();
        if (number !== undefined || leftMs <= 0) return number;
        await sleep(Math.min(POLL_MS, leftMs));
      }
    },
  };
}
