import {
  AccessManagementProtocol__caller,
  type Address,
  type Bytes32,
  grantHandle,
  parseAddress,
  parseBytes32,
} from "@idos/protocol";
import type { Log, LogDescription } from "ethers";
import type { GrantKey } from "./grant-terms.ts";

/** An event of the contract, as far as it tells what a transaction did. */
export interface ContractEvent {
  /** The Solidity event's. */
  readonly name: string;
  readonly owner: Address;
  /** Undefined where the event is about all of the owner's grants. */
  readonly handle?: Bytes32;
  /** What the handle is the hash of, where the event tells. */
  readonly grant?: GrantKey;
  /** Every other number of the event by its name: expiresAt, nonce, epoch, seq. */
  readonly numbers: Readonly<Record<string, bigint>>;
}

export type ContractLog = Pick<Log, "address" | "topics" | "data">;

const abi = AccessManagementProtocol__caller.createInterface();

/** The contract's own events among a transaction's logs, in their order: a wallet that is a contract may do more in one. */
export function contractEvents(contract: Address, logs: readonly ContractLog[]): ContractEvent[] {
  return logs.flatMap(({ address, topics, data }) => {
    const event = parseAddress(address) === contract ? abi.parseLog({ topics, data }) : null;
    return event === null ? [] : [contractEvent(event)];
  });
}

function contractEvent({ name, args, fragment }: LogDescription): ContractEvent {
  const numbers: Record<string, bigint> = {};
  for (const input of fragment.inputs)
    if (input.baseType.startsWith("uint")) numbers[input.name] = BigInt(String(args[input.name]));
  const text = (field: string): string => String(args[field]);
  const has = (field: string): boolean => fragment.inputs.some((input) => input.name === field);
  const owner = parseAddress(text("owner"));
  if (has("handle")) return { name, owner, numbers, handle: parseBytes32(text("handle")) };
  if (!has("shareId")) return { name, owner, numbers };
  const grant = { grantee: parseAddress(text("grantee")), shareId: parseBytes32(text("shareId")) };
  return { name, owner, numbers, grant, handle: grantHandle(grant.grantee, grant.shareId) };
}
