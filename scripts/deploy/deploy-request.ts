import { parseArgs } from "node:util";
import { isHexString } from "ethers";
import { networkName } from "./record.ts";
import { type Network, networkCalled } from "./networks.ts";

/** What the command line asks for. */
export interface DeployRequest {
  readonly network: Network;
  readonly rpcUrl: string;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly confirmations: number;
  /** The transaction that made the contract, where the endpoint cannot tell. */
  readonly transactionHash: string | undefined;
  /** Where the record goes instead of the project's deployments/. */
  readonly folder: string | undefined;
}

/** Something to say about the command line; the program ends with 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the command line; `rpcUrl` is what the environment offers. Throws a UsageError, which never holds a URL. */
export function parseDeployRequest(args: readonly string[], rpcUrl: string | undefined): DeployRequest {
  try {
    const values = flags(args);
    if (values.network === undefined) throw new Error("--network NAME is missing");
    const name = networkName.safeParse(values.network);
    if (!name.success) throw new Error("--network: a name is made of a-z, 0-9 and -");
    const chainId = wholeNumber("--chain-id", values["chain-id"]);
    const network = networkCalled(name.data, chainId);
    return {
      network,
      rpcUrl: chooseRpcUrl(network, values.rpc, rpcUrl),
      dryRun: values["dry-run"],
      verify: !values["no-verify"],
      confirmations: wholeNumber("--confirmations", values.confirmations) ?? network.confirmations,
      transactionHash: transactionHash(values.transaction),
      folder: values.folder,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const flags = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      network: { type: "string" },
      rpc: { type: "string" },
      "chain-id": { type: "string" },
      "dry-run": { type: "boolean", default: false },
      "no-verify": { type: "boolean", default: false },
      confirmations: { type: "string" },
      transaction: { type: "string" },
      folder: { type: "string" },
    },
  }).values;

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new Error(`${flag} takes a whole number above 0`);
  return Number(text);
}

function transactionHash(text: string | undefined): string | undefined {
  if (text === undefined || isHexString(text, 32)) return text;
  throw new Error("--transaction takes a transaction's hash: 0x and 64 hexadecimal digits");
}

function chooseRpcUrl(network: Network, flag: string | undefined, environment: string | undefined): string {
  const offered = environment === "" ? undefined : environment;
  const url = flag ?? offered ?? network.publicRpcUrl;
  if (url === undefined)
    throw new Error(`${network.name} has no endpoint: give --rpc URL or set IDOS_RPC_URL`);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Error("the endpoint's URL must be one of http or https");
  return url;
}
