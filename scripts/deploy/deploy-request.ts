import { parseArgs } from "node:util";
import { isHexString, parseEther } from "ethers";
import { UsageError } from "../process/usage-error.ts";
import { networkName } from "./record.ts";
import { type Network, networkCalled } from "./networks.ts";

/** What the command line asks for. */
export interface DeployRequest {
  readonly network: Network;
  readonly rpcUrl: string;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly confirmations: number;
  /** What the run may cost, or else it sends nothing. */
  readonly costMaxWei: bigint;
  /** The transaction that made the contract, where the endpoint cannot tell. */
  readonly transactionHash: string | undefined;
  /** Where the record goes instead of the project's deployments/. */
  readonly folder: string | undefined;
}

/** Reads the command line; `rpcUrl` is what the environment offers. Throws a UsageError, which holds nothing of a URL. */
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
      costMaxWei: amount(values["max-cost"]) ?? network.costMaxWei,
      transactionHash: transactionHash(values.transaction),
      folder: values.folder,
    };
  } catch (error) {
    throw new UsageError(wordsOf(error));
  }
}

/** Node repeats a word that it does not expect, and that may be a URL: only what it says of a flag's name is kept. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!("code" in error)) return error.message;
  const [ofFlag] = /^(Unknown option|Option) '--[a-z-]+( <value>)?'[^'\n]*/.exec(error.message) ?? [];
  return ofFlag ?? "there is a word that is none of the flags, and follows none";
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
      "max-cost": { type: "string" },
      transaction: { type: "string" },
      folder: { type: "string" },
    },
  }).values;

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new Error(`${flag} takes a whole number above 0`);
  return Number(text);
}

function amount(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,18})?$/.test(text)) throw new Error("--max-cost takes an amount of coins, like 0.05");
  return parseEther(text);
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
