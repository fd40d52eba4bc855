import { type Address, type Bytes32, parseBytes32 } from "@idos/protocol";
import { type Provider, zeroPadValue } from "ethers";
import { addressArgument } from "../errors/argument.ts";
import { chainError } from "./chain-error.ts";
import { contractEvents, type ContractEvent } from "./contract-events.ts";
import { findLogs } from "./find-logs.ts";

/** Where on the chain something happened. */
export interface ChainPlace {
  readonly blockNumber: number;
  readonly transactionHash: Bytes32;
}

/** How a grant ended before its expiry. */
export interface GrantEnd extends ChainPlace {
  readonly by: "revoked" | "renounced" | "revoked-all";
}

/** The latest grant under a handle, by the contract's events. */
export interface HistoricGrant {
  readonly owner: Address;
  readonly handle: Bytes32;
  /** Null of a sealed grant, as is the share. */
  readonly grantee: Address | null;
  readonly shareId: Bytes32 | null;
  /** Unix seconds; NEVER_EXPIRES for no expiry. */
  readonly expiresAt: bigint;
  readonly granted: ChainPlace;
  readonly ended: GrantEnd | null;
}

/** What happened, with its place; in the chain's order. */
export type PlacedEvent = ContractEvent & ChainPlace;

const ENDS: Readonly<Record<string, GrantEnd["by"]>> = {
  Revoked: "revoked",
  RevokedSealed: "revoked",
  Renounced: "renounced",
};

/** Of each handle the latest grant, in the order in which they were made. */
export function foldGrantHistory(events: readonly PlacedEvent[]): HistoricGrant[] {
  const grants = new Map<string, HistoricGrant>();
  const end = (key: string, grant: HistoricGrant, ended: GrantEnd): void => {
    if (grant.ended === null) grants.set(key, { ...grant, ended });
  };
  for (const event of events) {
    const { name, owner, handle, numbers, blockNumber, transactionHash } = event;
    const place: ChainPlace = { blockNumber, transactionHash };
    if (name === "RevokedAll")
      for (const [key, grant] of grants)
        if (grant.owner === owner) end(key, grant, { by: "revoked-all", ...place });
    if (handle === undefined) continue;
    const key = owner + handle;
    const before = grants.get(key);
    const by = ENDS[name];
    if (by !== undefined && before !== undefined) end(key, before, { by, ...place });
    const expiresAt = numbers["expiresAt"];
    if (expiresAt === undefined) continue;
    const { grantee, shareId } = event.grant ?? before ?? { grantee: null, shareId: null };
    grants.delete(key);
    grants.set(key, { owner, handle, grantee, shareId, expiresAt, granted: place, ended: null });
  }
  return [...grants.values()];
}

/** What some accounts have ever granted, in the order of the chain. */
export interface GrantHistory {
  readonly grants: readonly HistoricGrant[];
  /** The chain's latest block when it was asked: its number, and its time in Unix seconds. */
  readonly blockNumber: number;
  readonly blockTime: number;
}

/**
 * What the accounts have ever granted on the chain, for anybody to read. `fromBlock`: the contract's own, or 0. Throws
 * ARGUMENT_INVALID, TRANSACTION_FAILED.
 */
export async function readGrantHistory(
  provider: Provider,
  deployment: { readonly contract: string },
  { owners, fromBlock }: { readonly owners: readonly string[]; readonly fromBlock: number },
): Promise<GrantHistory> {
  const contract = addressArgument("contract", deployment.contract);
  const accounts = owners.map((owner) => zeroPadValue(addressArgument("owners", owner), 32));
  try {
    const latest = await provider.getBlock("latest");
    if (latest === null) throw new TypeError("the chain has no latest block");
    const search = { address: contract, topics: [null, accounts], fromBlock, toBlock: latest.number };
    const events = (await findLogs(provider, search)).flatMap((log): PlacedEvent[] => {
      const transactionHash = parseBytes32(log.transactionHash);
      return contractEvents(contract, [log]).map((it) => ({
        ...it,
        ...{ blockNumber: log.blockNumber, transactionHash },
      }));
    });
    return { grants: foldGrantHistory(events), blockNumber: latest.number, blockTime: latest.timestamp };
  } catch (cause) {
    throw chainError(cause);
  }
}
