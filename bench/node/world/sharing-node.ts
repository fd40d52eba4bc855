import { cp } from "node:fs/promises";
import { join } from "node:path";
import { type Origin, originSchema } from "@idos/protocol";
import { type NodeProcess } from "../../../scripts/stack/start-node.ts";
import { type SharedData, shareRecords } from "./share-records.ts";
import { startMeasuredNode } from "./start-nodes.ts";
import type { World } from "./start-world.ts";

export interface SharingNode {
  readonly node: NodeProcess;
  readonly origin: Origin;
  /** Of its embedded database. */
  readonly folder: string;
  readonly data: SharedData;
}

export interface SharingOptions {
  /** Of its folder and its keys in Redis. */
  readonly name: string;
  /** Beside those of every node; by default its database is embedded. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly owners: number;
  readonly sizes: readonly number[];
}

/** A node with records that are shared, filled over its API. */
export async function startSharingNode(
  world: World,
  { name, settings = {}, owners, sizes }: SharingOptions,
): Promise<SharingNode> {
  const folder = join(world.folder, name);
  const node = await startMeasuredNode(world, {
    ...{ ...world.settings(name), IDOS_DATA_FOLDER: folder, ...settings },
  });
  const origin = originSchema.parse(node.url);
  const data = await shareRecords(world, world.reach(origin), owners, sizes);
  return { node, origin, folder, data };
}

/**
 * The settings of nodes that hold the same data and take the same proofs, each with a copy of the database. The node
 * starts anew, since a database is copied at rest.
 */
export async function copySettings(
  world: World,
  { node, origin, folder: original }: SharingNode,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>[]> {
  await node.stop();
  const copies: Readonly<Record<string, string>>[] = [];
  for (const name of names) {
    const folder = join(world.folder, name);
    await cp(original, folder, { recursive: true });
    copies.push({ ...world.settings(name), IDOS_DATA_FOLDER: folder, IDOS_ORIGIN: origin });
  }
  await node.restart();
  return copies;
}
