import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../scripts/process/project-root.ts";
import type { BlockRecord } from "./block-record.ts";
import { writeChain } from "./chain-file.ts";
import { digestOf } from "./names.ts";
import { type Oracle, type OracleFile, oracleSchema } from "./oracle.ts";
import type { ChainPlan } from "./plans.ts";
import { recordChain } from "./record-chain.ts";

/** Raised when the same plan gives another recording. */
const RECORDING_VERSION = 1;

export interface RecordedChain {
  readonly name: string;
  readonly chainFile: string;
  readonly oracle: Oracle;
}

/** Records the chain once and keeps it beside other throw-away things of the project. */
export async function provideChain(plan: ChainPlan, say: (text: string) => void): Promise<RecordedChain> {
  const identity = digestOf(JSON.stringify([RECORDING_VERSION, plan])).slice(0, 12);
  const folder = join(projectRoot, ".idos/bench/chains", `${plan.name}-${identity}`);
  if (existsSync(oracleFile(folder))) return readRecording(plan, folder);
  say(`recording the chain "${plan.name}": ${plan.blocks * plan.eventsPerBlock} events`);
  return writeRecording(plan, folder);
}

const chainFile = (folder: string): string => join(folder, "blocks.tsv");
const oracleFile = (folder: string): string => join(folder, "oracle.json");

async function readRecording({ name }: ChainPlan, folder: string): Promise<RecordedChain> {
  const oracle = oracleSchema.parse(JSON.parse(await readFile(oracleFile(folder), "utf8")));
  return { name, chainFile: chainFile(folder), oracle };
}

/** Records the chain in this folder. */
export async function writeRecording(plan: ChainPlan, folder: string): Promise<RecordedChain> {
  await mkdir(folder, { recursive: true });
  const oracle = await writeBlocks(chainFile(folder), plan);
  // Last, and in one step: a recording that was broken off is never taken for a whole one.
  await writeFile(`${oracleFile(folder)}.new`, JSON.stringify(oracle));
  await rename(`${oracleFile(folder)}.new`, oracleFile(folder));
  return readRecording(plan, folder);
}

async function writeBlocks(file: string, plan: ChainPlan): Promise<OracleFile> {
  const recording = recordChain(plan);
  let oracle: OracleFile | undefined;
  function* records(): Generator<BlockRecord> {
    oracle = yield* recording;
  }
  await writeChain(file, records());
  if (oracle === undefined) throw new Error("the recording did not come to its end");
  return oracle;
}
