import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { RpcError } from "../../src/errors.ts";
import { OTHER_CONTRACT } from "./actors.ts";
import { type Habits, headerJson, headOf, quantity, type View } from "./answer.ts";
import { encodeJournal, REVOCATION_TOPICS } from "./event-log.ts";
import type { Random } from "./random.ts";

const LOG_FAULTS = [
  ...(["omits-one", "omits-all", "omits-revocations", "omits-tail", "doubles", "reorders"] as const),
  ...(["other-contract", "other-block", "other-height", "other-share", "removed", "forges-seq"] as const),
] as const;
const HEAD_FAULTS = ["head-behind", "head-null", "head-unlinked"] as const;
const BLOCK_FAULTS = ["block-null", "block-before"] as const;
const CALL_FAULTS = ["no-state", "journal-forged", "journal-short"] as const;
const TRANSPORT_FAULTS = [
  ...(["busy", "failing", "unreachable", "silent", "slow", "slow", "malformed", "refuses"] as const),
] as const;

const KINDS = [...LOG_FAULTS, ...HEAD_FAULTS, ...BLOCK_FAULTS, ...CALL_FAULTS, ...TRANSPORT_FAULTS] as const;
export type FaultKind = (typeof KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Choices within the kind follow from it. */
  readonly variant: number;
  /** How many answers it spoils. */
  readonly times: number;
}

export function randomFault(random: Random): Fault {
  // Lies about logs are what the index exists to find.
  const kinds = random.chance(45) ? LOG_FAULTS : KINDS;
  return { kind: random.pick(kinds), variant: random.below(1_000), times: random.pick([1, 1, 2, 4, 12, 40]) };
}

export interface Answered {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly view: View;
  readonly habits: Habits;
  readonly honest: () => unknown;
}

type Log = Record<string, unknown> & { readonly topics: readonly string[] };
const logsSchema = z.array(z.looseObject({ topics: z.array(z.string()) }));
const passes = Symbol("the fault has no bearing on this call");

/** The spoilt answer, or `passes`. */
export async function spoil(fault: Fault, answered: Answered): Promise<unknown> {
  const { kind, variant } = fault;
  const { method, params } = answered;
  switch (method) {
    case "eth_getLogs": {
      const honest = () => logsSchema.parse(answered.honest());
      if (isOne(LOG_FAULTS, kind)) return spoilLogs(kind, variant, honest());
      break;
    }
    case "eth_getBlockByNumber":
      if (params[0] === "latest" && isOne(HEAD_FAULTS, kind)) return spoilHead(kind, variant, answered);
      if (params[0] !== "latest" && isOne(BLOCK_FAULTS, kind)) return spoilBlock(kind, answered);
      break;
    case "eth_call":
      if (isOne(CALL_FAULTS, kind)) return spoilCall(kind, answered);
      break;
  }
  return isOne(TRANSPORT_FAULTS, kind) ? spoilTransport(kind, variant, answered) : passes;
}

export const isSpoilt = (answer: unknown): boolean => answer !== passes;

function isOne<T extends FaultKind>(kinds: readonly T[], kind: FaultKind): kind is T {
  return kinds.some((one) => one === kind);
}

function spoilLogs(kind: (typeof LOG_FAULTS)[number], variant: number, logs: readonly Log[]): unknown {
  if (logs.length === 0) return passes;
  const chosen = variant % logs.length;
  const change = (fields: object) => logs.map((log, n) => (n === chosen ? { ...log, ...fields } : log));
  switch (kind) {
    case "omits-one":
      return logs.filter((_, n) => n !== chosen);
    case "omits-all":
      return [];
    case "omits-revocations":
      return logs.filter(({ topics }) => !REVOCATION_TOPICS.has(topics[0] ?? ""));
    case "omits-tail":
      return logs.slice(0, chosen);
    case "doubles":
      return [...logs.slice(0, chosen + 1), ...logs.slice(chosen)];
    case "reorders":
      return [...logs].reverse();
    case "other-contract":
      return change({ address: OTHER_CONTRACT });
    case "other-block":
      return change({ blockHash: `0x${"33".repeat(32)}` });
    case "other-height":
      return change({ blockNumber: quantity(1 + (variant % 9)) });
    case "other-share":
      return change({ topics: [...(logs[chosen]?.topics.slice(0, -1) ?? []), `0x${"77".repeat(32)}`] });
    case "removed":
      return change({ removed: true });
    case "forges-seq":
      return change({ data: `0x${"0".repeat(126)}7f` });
  }
}

function spoilHead(kind: (typeof HEAD_FAULTS)[number], variant: number, { view, habits }: Answered): unknown {
  const head = headOf(view);
  switch (kind) {
    case "head-behind":
      return headerJson(view.branch[Math.max(3, head.number - 1 - (variant % 9))] ?? head, habits);
    case "head-null":
      return null;
    case "head-unlinked":
      return { ...headerJson(head, habits), parentHash: `0x${"44".repeat(32)}` };
  }
}

function spoilBlock(kind: (typeof BLOCK_FAULTS)[number], { params, view, habits }: Answered): unknown {
  if (kind === "block-null") return null;
  const before = view.branch[Number(params[0]) - 1];
  return before === undefined ? null : headerJson(before, habits);
}

function spoilCall(kind: (typeof CALL_FAULTS)[number], { view }: Answered): unknown {
  if (kind === "no-state") throw new RpcError("refused", "missing trie node", -32000);
  if (kind === "journal-short") return "0x";
  // Never one that agrees with logs which were left out: two liars who agree cannot be told from the truth.
  return encodeJournal((headOf(view).journalWord + 1n) ^ (1n << 77n));
}

async function spoilTransport(
  kind: (typeof TRANSPORT_FAULTS)[number],
  variant: number,
  { honest }: Answered,
): Promise<unknown> {
  switch (kind) {
    case "busy":
      throw new RpcError("http", "status 429", 429);
    case "failing":
      throw new RpcError("http", "status 502", 502);
    case "unreachable":
      throw new RpcError("unreachable", "the connection broke");
    case "silent":
      await sleep(5 + (variant % 20));
      throw new RpcError("timeout", "no answer");
    case "slow":
      await sleep(1 + (variant % 4));
      return honest();
    case "malformed":
      return [{ number: "0xffffffffffffffffff" }, "<html>", 7, null, { hash: 1 }][variant % 5];
    case "refuses":
      throw new RpcError("refused", "internal error", -32603);
  }
}
