import { setTimeout as sleep } from "node:timers/promises";
import { createIndexer } from "@idos/indexer";
import { pino } from "pino";
import { requireFitServer } from "../../indexer/src/redis/require-fit-server.ts";
import { Interruption } from "../process/interruption.ts";
import { UsageError } from "../process/usage-error.ts";
import { EXIT } from "./exit-codes.ts";
import { type IndexDetails, readDetails } from "./index-details.ts";
import type { Opened } from "./open-index.ts";
import type { Output } from "./output.ts";
import { counted } from "./progress.ts";

interface Consent {
  readonly yes: boolean;
}

const QUESTION =
  "Until the new index is complete, the node refuses what depends on grants. Read everything anew?";

/** Throws a UsageError unless the operator wants it: said with --yes, or when asked. */
export async function requireConsent(
  { yes }: Consent,
  { ask }: { readonly ask: ((question: string) => Promise<boolean>) | undefined },
): Promise<void> {
  if (yes) return;
  if (ask === undefined) throw new UsageError("index rebuild needs --yes where nobody can be asked");
  if (!(await ask(QUESTION))) throw new UsageError("nothing was changed");
}

const LOOK_INTERVAL_MS = 200;

/**
 * Takes the index as its writer, begins a new one and reads the contract's history; then lets the node's own writer
 * go on. Refuses before anything is changed where Redis is not fit or the RPC is of another chain or contract.
 */
export async function runRebuild(opened: Opened, output: Output, interruption: AbortSignal): Promise<number> {
  const { redis, chain, settings } = opened;
  await requireFitServer(redis);
  await chain.source.confirmIdentity();
  const before = await readDetails(redis, settings.indexer);
  const indexer = createIndexer(settings.indexer, {
    rebuild: true,
    logger: pino({ level: "warn" }, { write: (line: string) => output.note(`idos: ${warningOf(line)}`) }),
    onProgress: ({ blocksDone, blocksTotal }) =>
      output.progress.show({
        stage: "reading the contract's history",
        ...{ done: blocksDone, total: blocksTotal, unit: "blocks" },
      }),
  });
  indexer.start();
  try {
    const after = await whenReplaced(opened, before, interruption);
    const { decidedAt, seq } = await opened.reader.status();
    const facts = {
      before: countsOf(before),
      after: countsOf(after),
      blockNumber: decidedAt.blockNumber,
      events: seq,
    };
    output.result(facts, [
      `before  ${countWords(before)}`,
      `after   ${countWords(after)}`,
      `ready at block ${decidedAt.blockNumber}, ${counted(seq, "event")}; the node's writer goes on from here`,
    ]);
    return EXIT.yes;
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    output.note("idos: interrupted: the new index is not complete; the node's writer goes on with it");
    return error.exitCode;
  } finally {
    await indexer.stop();
  }
}

/** Waits until another generation than before is ready. */
async function whenReplaced(
  { reader, redis, settings }: Opened,
  before: IndexDetails | undefined,
  interruption: AbortSignal,
): Promise<IndexDetails> {
  for (;;) {
    interruption.throwIfAborted();
    const details = await readDetails(redis, settings.indexer);
    const { state } = await reader.status();
    if (state === "ready" && details !== undefined && details.generation !== before?.generation)
      return details;
    await sleep(LOOK_INTERVAL_MS);
  }
}

function countsOf(details: IndexDetails | undefined) {
  return details === undefined ? null : { generation: details.generation, grants: details.entries };
}

function countWords(details: IndexDetails | undefined): string {
  if (details === undefined) return "no index";
  return `${counted(details.entries, "grant")}, generation ${details.generation}`;
}

/** What a line of the indexer's log says to a person. */
function warningOf(line: string): string {
  const parsed: unknown = JSON.parse(line);
  const field = (name: string): string =>
    typeof parsed === "object" && parsed !== null ? String(Reflect.get(parsed, name) ?? "") : "";
  return [field("msg"), field("reason")].filter((part) => part !== "").join(": ");
}
