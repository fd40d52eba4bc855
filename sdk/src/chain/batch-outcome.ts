import {
  AccessManagementProtocol__factory,
  type Address,
  type BatchMessage,
  type Bytes32,
  grantHandle,
  parseAddress,
  parseBytes32,
} from "@idos/protocol";
import type { Log, LogDescription } from "ethers";

/** Skipped: the grant had been changed since it was signed, its expiry has come, or there was nothing to end. */
export type ChangeOutcome = "made" | "skipped";

export interface BatchOutcome {
  /** One for each of the message's changes, in its order. */
  readonly changes: readonly ChangeOutcome[];
  readonly sealedChanges: readonly ChangeOutcome[];
}

const abi = AccessManagementProtocol__factory.createInterface();

/**
 * What became of each change, from the transaction's logs: a wallet that is a contract may have done other things in it.
 * A change of which no event of the contract's about this owner tells was not made.
 */
export function batchOutcome(
  contract: Address,
  { owner, changes, sealedChanges }: BatchMessage,
  logs: readonly Pick<Log, "address" | "topics" | "data">[],
): BatchOutcome {
  const events = logs.flatMap(({ address, topics, data }) => {
    const event = parseAddress(address) === contract ? abi.parseLog({ topics, data }) : null;
    return event !== null && parseAddress(String(event.args["owner"])) === owner ? [event] : [];
  });
  const outcomeOf = (handle: Bytes32): ChangeOutcome => {
    const index = events.findIndex((event) => handleOf(event) === handle);
    const [event] = index < 0 ? [] : events.splice(index, 1);
    return event === undefined || event.name === "ChangeSkipped" ? "skipped" : "made";
  };
  return {
    changes: changes.map(({ grantee, shareId }) => outcomeOf(grantHandle(grantee, shareId))),
    sealedChanges: sealedChanges.map(({ handle }) => outcomeOf(handle)),
  };
}

function handleOf({ args, fragment }: LogDescription): Bytes32 {
  if (fragment.inputs.some(({ name }) => name === "handle")) return parseBytes32(String(args["handle"]));
  return grantHandle(parseAddress(String(args["grantee"])), parseBytes32(String(args["shareId"])));
}
