import type { Bytes32 } from "@idos/protocol";
import { checkpointSchema } from "../redis/meta.ts";
import { auditPages, highestChunks, type Walk } from "./audit-pages.ts";
import { auditEpochs, auditMissing, auditUndo } from "./audit-rest.ts";
import type { AuditedIndex, MetaFields } from "./audited-index.ts";
import { compareKeys, sortKeys } from "./compare-keys.ts";
import { compareCheckpoint, compareIdentity, metaDifference, type MetaRules } from "./compare-meta.ts";
import type { ContractReplay } from "./contract-replay.ts";
import type { Difference } from "./difference.ts";
import { createFindings } from "./findings.ts";
import { createStandpoint, OffChainError, type Standpoint } from "./standpoint.ts";

export interface AuditParts {
  readonly index: AuditedIndex;
  readonly replay: ContractReplay;
  readonly rules: MetaRules;
}

export interface AuditOptions {
  /** Makes Redis equal where it is found different. */
  readonly repair: boolean;
  readonly onProgress?: (progress: AuditProgress) => void;
}

export interface AuditProgress {
  readonly stage: "reading the contract's history" | "comparing the index";
  readonly done: number;
  readonly total: number;
  readonly unit: "blocks" | "keys";
}

export interface Audit {
  /** The block of the last comparison; undefined where the index could not be read at all. */
  readonly at:
    { readonly blockNumber: number; readonly blockHash: Bytes32; readonly events: bigint } | undefined;
  readonly grants: number;
  /** Keys of Redis that were compared, field by field. */
  readonly keys: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
  readonly found: number;
  readonly repaired: number;
}

/**
 * Compares the whole index with what the contract's events give, while the index goes on. Rejects where the chain or
 * Redis does not say enough. Where meta itself is damaged, that is the only difference told: the rest hangs on it.
 */
export async function auditIndex(
  { index, replay, rules }: AuditParts,
  options: AuditOptions,
): Promise<Audit> {
  const { onProgress = () => undefined } = options;
  const findings = createFindings(index, options.repair);
  let keys = 0;
  const result = (): Audit => ({
    at: reached(replay),
    grants: replay.expected.size,
    keys,
    ...findings.all(),
  });
  const meta = await index.meta();
  const unusable = [...compareIdentity(meta, rules), ...unreadable(meta)];
  unusable.forEach(findings.note);
  if (unusable.length > 0) return result();
  const { read: undoNumbers } = await index.undoNumbers();
  const standpoint = createStandpoint(replay, meta["generation"] ?? "", {
    blocksFrom: lowestOf(undoNumbers),
    onBlocks: (done, total) =>
      onProgress({ stage: "reading the contract's history", done, total, unit: "blocks" }),
  });
  try {
    await standpoint.read(async () => ({ meta: await index.meta(), read: undefined }));
    const sorted = sortKeys(await index.keys(standpoint.generation));
    const { pages } = sorted;
    keys = pages.length;
    const walk: Walk = {
      ...{ index, expected: replay.expected, standpoint, findings, highestChunk: highestChunks(pages) },
    };
    await findings.settle(() => compareHead({ index, replay, rules }, standpoint, sorted));
    if (pages.length === 0 && replay.expected.size > 0) return result();
    const seen = await auditPages(walk, pages, (done) =>
      onProgress({ stage: "comparing the index", done, total: pages.length, unit: "keys" }),
    );
    await auditMissing(walk, seen.grants);
    await auditEpochs(walk, seen.owners);
    await auditUndo(walk, replay, rules.finality);
  } catch (error) {
    if (!(error instanceof OffChainError)) throw error;
    findings.note(
      metaDifference(error.meta, "hash", "the block of its number on the chain", { kind: "rebuild" }),
    );
  }
  return result();
}

/** Meta, and which keys there are. */
async function compareHead(
  { index, replay, rules }: AuditParts,
  standpoint: Standpoint,
  sorted: ReturnType<typeof sortKeys>,
) {
  const wrongTypes = await index.wrongTypes([...sorted.pages, Buffer.from("u"), Buffer.from("t")]);
  const { at } = await standpoint.read(async () => ({ meta: await index.meta(), read: undefined }));
  const { size } = replay.expected;
  const isLost = sorted.pages.length === 0 && size > 0;
  const differences: Difference[] = [
    ...compareCheckpoint(at.meta, at.checkpoint, size, rules.finality),
    ...compareKeys(sorted, wrongTypes, Number(at.meta["buckets"])),
    ...(isLost
      ? [metaDifference(at.meta, "generation", `one with ${size} grants`, { kind: "rebuild" })]
      : []),
  ];
  return { at, differences };
}

/** Fields of the checkpoint that no writer writes so. */
function unreadable(meta: MetaFields): Difference[] {
  const parsed = checkpointSchema.safeParse(meta);
  const fields = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
  return [...fields].map((field) => metaDifference(meta, field, "a readable value", { kind: "rebuild" }));
}

/** The first block that may have an undo record. */
function lowestOf(undoNumbers: readonly string[]): number {
  const numbers = undoNumbers.map(Number).filter(Number.isSafeInteger);
  return numbers.reduce((least, number) => Math.min(least, number), Number.MAX_SAFE_INTEGER);
}

function reached(replay: ContractReplay): Audit["at"] {
  const tip = replay.checkpoint();
  return tip === undefined
    ? undefined
    : { blockNumber: tip.number, blockHash: tip.hash, events: tip.journal.seq };
}
