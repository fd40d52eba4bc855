import { generateKeyPairSync, randomUUID } from "node:crypto";
import { link, open, readFile, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../storage/sql/pglite/make-folder.ts";
import { type NodeKey, parseNodeKey } from "./node-key.ts";

const OWNER_ONLY = 0o600;
const OF_OTHERS = 0o077;

/** The key in this file, which is made where it is not there. Throws where others than its owner may read it. */
export async function loadNodeKey(path: string): Promise<NodeKey> {
  await makeFolder(dirname(path));
  const mode = await modeOf(path);
  if (mode === undefined) await makeKeyFile(path);
  else if ((mode & OF_OTHERS) !== 0)
    throw new Error(`the node's key ${path} can be read by others: chmod 600`);
  try {
    return parseNodeKey(await readFile(path, "utf8"));
  } catch (error) {
    throw new Error(`the node's key ${path} cannot be used`, { cause: error });
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whole or not at all, also where two processes do it at once: the first to give its file the name wins. */
async function makeKeyFile(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, "wx", OWNER_ONLY);
  try {
    await file.writeFile(privateKey.export({ format: "pem", type: "pkcs8" }));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await unlink(draft);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
