import { originSchema } from "@idos/protocol";
import { z } from "zod";
import { OPERATOR_NODE_OPTIONS } from "../../../scripts/process/operator-node-options.ts";
import { startProgram } from "../../../scripts/process/start-program.ts";
import { type NodeProcess, startNode } from "../../../scripts/stack/start-node.ts";
import type { World } from "./start-world.ts";

/** A process that is measured. */
export interface Measured {
  readonly pid: number;
  readonly port: number;
}

type Settings = Readonly<Record<string, string>>;

/** A node as operators start it, which ends with the world. */
export async function startMeasuredNode(world: World, settings: Settings): Promise<NodeProcess> {
  const node = await startNode(settings, tellTrouble("node"));
  world.onStop(() => node.stop());
  return node;
}

export function measuredNode(node: NodeProcess): Measured {
  return { pid: node.pid(), port: portOf(node.url) };
}

/** A node that asks the chain behind `rpcUrl` for each read. */
export async function startNodeByCall(world: World, settings: Settings, rpcUrl: string): Promise<Measured> {
  const program = await startProgram({
    file: "bench/node/contestants/by-call/main.ts",
    nodeOptions: OPERATOR_NODE_OPTIONS,
    args: ["--rpc", rpcUrl],
    environment: { ...settings, IDOS_PORT: "0" },
    announcement: z.strictObject({ listening: originSchema }),
    onLog: tellTrouble("node by eth_call"),
  });
  world.onStop(() => program.stop());
  return { pid: program.pid, port: portOf(program.announcement.listening) };
}

/** One of the small servers that say their port. */
export async function startServer(
  world: World,
  file: `bench/node/contestants/${string}/main.ts`,
  args: readonly string[] = [],
): Promise<Measured> {
  const program = await startProgram({
    ...{ file, args, nodeOptions: OPERATOR_NODE_OPTIONS },
    announcement: z.strictObject({ port: z.number() }),
    onLog: tellTrouble(file),
  });
  world.onStop(() => program.stop());
  return { pid: program.pid, port: program.announcement.port };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** A run that has any warning or error is not what it seems. */
function tellTrouble(name: string): (line: string) => void {
  return (line) => process.stderr.write(`${name}: ${line}\n`);
}
