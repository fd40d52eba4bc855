import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getAddress, isHexString } from "ethers";
import { z } from "zod";

const hash = z.string().refine((text): boolean => isHexString(text, 32), "not 32 bytes in hexadecimal");
const address = z
  .string()
  .refine((text): boolean => isHexString(text, 20) && getAddress(text) === text, "not an address");
const networkName = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "not a network's name");

const deploymentRecord = z.strictObject({
  network: networkName,
  chainId: z.int().positive(),
  address,
  /** The block that holds the deployment: an indexer begins here. */
  blockNumber: z.int().nonnegative(),
  transactionHash: hash,
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
});
export type DeploymentRecord = Readonly<z.infer<typeof deploymentRecord>>;

const pathOf = (folder: string, network: string): string =>
  join(folder, `${networkName.parse(network)}.json`);

/** The record of a network's deployment, or undefined if there is none. Throws if what is there is not a record. */
export async function readDeployment(folder: string, network: string): Promise<DeploymentRecord | undefined> {
  const path = pathOf(folder, network);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return deploymentRecord.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is not a deployment record`, { cause: error });
  }
}

/** Writes a record whole or not at all. */
export async function writeDeployment(folder: string, record: DeploymentRecord): Promise<void> {
  const path = pathOf(folder, record.network);
  const unfinished = `${path}.${process.pid}.new`;
  await mkdir(folder, { recursive: true });
  await writeFile(unfinished, `${JSON.stringify(deploymentRecord.parse(record), null, 2)}\n`);
  await rename(unfinished, path);
}
