import type { Bytes32, GrantCheck, IndexStatus } from "@idos/protocol";
import type { Redis } from "ioredis";
import { setTimeout as sleep } from "node:timers/promises";
import { entryKey } from "../entry-key.ts";
import { BadCursorError, CorruptIndexError } from "../errors.ts";
import { grantState } from "../grant-entry.ts";
import type { AtLeast, GrantIndexReader, GrantPage, PageOfGrants } from "../grant-index-reader.ts";
import { batchChecks, type Check } from "./check-batches.ts";
import { indexKeys, type IndexPlace } from "./keys.ts";
import { listedByOwner, type ListedPlace, listedToGrantee } from "./listed-places.ts";
import { unpackEntry, unpackEpoch } from "./pack-entry.ts";
import { CHECK, FIND_TRANSACTION, LIST, parseHead, READ_STATUS } from "./read-script.ts";
import { readStatus, type StatusRules } from "./read-status.ts";
import { entryOf } from "./read-touched.ts";
import { type Reply, replyBytes, replyList, replyText, runScript } from "./run-script.ts";

export interface ReaderOptions extends IndexPlace, StatusRules {}

const POLL_MS = 25;
const PAGE_MAX = 256;

export function createRedisGrantIndexReader(redis: Redis, options: ReaderOptions): GrantIndexReader {
  const { meta } = indexKeys(options);
  const statusOf = (head: Reply | undefined): IndexStatus => readStatus(parseHead(head), options);

  async function checkAll(checks: readonly Check[]): Promise<readonly GrantCheck[]> {
    const asked = Buffer.concat(
      checks.flatMap(({ owner, handle }) => [entryKey(owner, handle), Buffer.from(owner.slice(2), "hex")]),
    );
    const [head, ...answers] = replyList(await runScript(redis, CHECK, meta, [asked]));
    const status = statusOf(head);
    return checks.map((_, n) => grantCheck(replyBytes(answers[n]), status));
  }

  async function status(): Promise<IndexStatus> {
    const [head] = replyList(await runScript(redis, READ_STATUS, meta, []));
    return statusOf(head);
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

  async function list(
    kind: "o" | "g",
    account: string,
    { limit, cursor = "0" }: PageOfGrants,
    placesOf: (items: readonly Reply[]) => readonly ListedPlace[],
  ): Promise<GrantPage> {
    if (!/^\d{1,10}$/.test(cursor)) throw new BadCursorError(cursor);
    const asked = [
      kind,
      Buffer.from(account.slice(2), "hex"),
      cursor,
      Math.min(PAGE_MAX, Math.max(1, limit)),
    ];
    const [head, next, ...items] = replyList(await runScript(redis, LIST, meta, asked));
    const places = placesOf(items);
    // Read anew, so that each stands as it does at the status's block.
    const checks = places.length === 0 ? [] : await checkAll(places);
    const grants = places.flatMap((place, n) => {
      const grant = checks[n]?.grant;
      return grant === undefined || grant.kind === "none" ? [] : [{ ...place, grant }];
    });
    const damaged = checks.find((check) => check.status.state === "unhealthy") ?? checks.at(-1);
    const end = replyText(next) ?? "";
    return { grants, next: end === "" ? undefined : end, status: damaged?.status ?? statusOf(head) };
  }

  return {
    status,
    check: (
      (check) => (owner, handle) =>
        check({ owner, handle })
    )(batchChecks(checkAll)),
    grantsBy: (owner, page) => list("o", owner, page, (items) => listedByOwner(owner, items)),
    grantsTo: (grantee, page) => list("g", grantee, page, (items) => listedToGrantee(grantee, items)),

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

/** An entry that cannot be read makes the index unhealthy for who asked for it. */
function grantCheck(answer: Buffer | undefined, status: IndexStatus): GrantCheck {
  if (answer === undefined) return { grant: { kind: "none" }, status };
  try {
    const end = 1 + (answer[0] ?? 0);
    const epoch = answer.subarray(end);
    const ownerEpoch = unpackEpoch(epoch.length === 0 ? undefined : epoch);
    const at = { ownerEpoch, confirmedBlock: status.confirmedBlockNumber, blockTime: status.blockTime };
    return { grant: grantState(unpackEntry(entryOf(answer.subarray(1, end))), at), status };
  } catch (error) {
    if (!(error instanceof CorruptIndexError)) throw error;
    const damaged = { ...status, state: "unhealthy", reason: error.message } as const;
    return { grant: { kind: "none" }, status: damaged };
  }
}
