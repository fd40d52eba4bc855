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
  readonly data: SharedData;
}

const NAME = "node";

/** A node with its default storage and records that are shared, filled over its API. */
export async function startSharingNode(
  world: World,
  owners: number,
  sizes: readonly number[],
): Promise<SharingNode> {
  const settings = { ...world.settings(NAME), IDOS_DATA_FOLDER: join(world.folder, NAME) };
  const node = await startMeasuredNode(world, settings);
  const origin = originSchema.parse(node.url);
  const data = await shareRecords(world, world.reach(origin), owners, sizes);
  return { node, origin, data };
}

/**
 * The settings of nodes that hold the same data and take the same proofs, each with a copy of the database. The node
 * starts anew, since a database is copied at rest.
 */
export async function copySettings(
  world: World,
  { node, origin }: SharingNode,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>[]> {
  await node.stop();
  const copies: Readonly<Record<string, string>>[] = [];
  for (const name of names) {
    const folder = join(world.folder, name);
    await cp(join(world.folder, NAME), folder, { recursive: true });
    copies.push({ ...world.settings(name), IDOS_DATA_FOLDER: folder, IDOS_ORIGIN: origin });
  }
  await node.restart();
  return copies;
}
