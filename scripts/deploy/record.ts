import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getAddress, isHexString } from "ethers";
import { z } from "zod";

const hash = z.string().refine((text): boolean => isHexString(text, 32), "not 32 bytes in hexadecimal");
const address = z
  .string()
  .refine((text): boolean => isHexString(text, 20) && getAddress(text) === text, "not an address");
export const networkName = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "not a network's name");

export const EXPLORERS = ["sourcify", "etherscan"] as const;
/** Who shows the contract's source beside it. */
export type Explorer = (typeof EXPLORERS)[number];

const deploymentRecord = z.strictObject({
  network: networkName,
  chainId: z.int().positive(),
  address,
  /** The block that holds the deployment: an indexer begins here. */
  blockNumber: z.int().nonnegative(),
  transactionHash: hash,
  /** What the address follows from, beside the creation code (CREATE2). */
  salt: hash,
  /** solc's long version. */
  compiler: z.string().min(1),
  compilerSettings: z.record(z.string(), z.unknown()),
  /** keccak256 of the ABI's compact JSON. */
  abiHash: hash,
  /** keccak256 of the creation code. */
  creationCodeHash: hash,
  /** keccak256 of the code that lives at the address. */
  codeHash: hash,
  /** The commit whose sources these are; absent where the sources were changed after it. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
  /** Who has compared the sources with the contract, and agreed. */
  verifiedBy: z.array(z.enum(EXPLORERS)),
});
export type DeploymentRecord = Readonly<z.infer<typeof deploymentRecord>>;

const pathOf = (folder: string, network: string): string =>
  join(folder, `${networkName.parse(network)}.json`);

/** Every record of a folder, by network's name. Throws if a file that looks like one is not a record. */
export async function readDeployments(folder: string): Promise<DeploymentRecord[]> {
  const present = await readdir(folder).catch((error: unknown): string[] => {
    if (isAbsence(error)) return [];
    throw error;
  });
  const names = present.filter((name) => name.endsWith(".json")).sort();
  const records = await Promise.all(
    names.map((name) => readDeployment(folder, name.slice(0, -".json".length))),
  );
  return records.filter((record) => record !== undefined);
}

/** The record of a network's deployment, or undefined if there is none. Throws if what is there is not a record. */
export async function readDeployment(folder: string, network: string): Promise<DeploymentRecord | undefined> {
  const path = pathOf(folder, network);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
  try {
    return deploymentRecord.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is not a deployment record`, { cause: error });
  }
}

const isAbsence = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** Writes a record whole or not at all. */
export async function writeDeployment(folder: string, record: DeploymentRecord): Promise<void> {
  const path = pathOf(folder, record.network);
  const unfinished = `${path}.${randomUUID()}.new`;
  await mkdir(folder, { recursive: true });
  await writeFile(unfinished, `${JSON.stringify(deploymentRecord.parse(record), null, 2)}\n`);
  await rename(unfinished, path);
}
