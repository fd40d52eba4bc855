import { type Address, type Bytes32, eventHandle, type GrantEvent, parseBytes32 } from "@idos/protocol";
import { keccak256 } from "ethers";
import { type Call, type ContractModel, emptyContract, play } from "../harness/contract-model.ts";
import { CONTRACT } from "./actors.ts";
import { bloomOf, EMPTY_BLOOM, encodeLog, type EventLog, nextJournalWord } from "./event-log.ts";

/** What is known of the newest grant under an owner and a handle, as long as nothing ended it by name. */
interface Standing {
  readonly sinceBlock: number;
  /** Undefined while nobody was told whom the handle stands for. */
  readonly namedGrantee: Address | undefined;
}

export interface SimBlock {
  readonly number: number;
  readonly hash: Bytes32;
  readonly parent: SimBlock | undefined;
  readonly parentHash: Bytes32;
  readonly time: number;
  readonly logsBloom: string;
  readonly events: readonly GrantEvent[];
  readonly logs: readonly SimLog[];
  /** The contract after this block. */
  readonly contract: ContractModel;
  readonly journalWord: bigint;
  readonly standing: ReadonlyMap<string, Standing>;
}

export interface SimLog extends EventLog {
  readonly address: Address;
  readonly transactionHash: Bytes32;
  readonly logIndex: number;
}

export const placeKey = (owner: Address, handle: Bytes32): string => `${owner} ${handle}`;

const hex = (value: number): string => value.toString(16).padStart(64, "0");
const hashOf = (...parts: readonly string[]): Bytes32 =>
  parseBytes32(keccak256(`0x${parts.map((part) => part.replace("0x", "")).join("")}`));

const GENESIS_TIME = 1_700_000_000;
const BEFORE_GENESIS = hashOf(hex(0));

export function genesis(): SimBlock {
  return {
    ...{ number: 0, hash: hashOf(hex(1)), parent: undefined, parentHash: BEFORE_GENESIS },
    ...{ time: GENESIS_TIME, logsBloom: EMPTY_BLOOM, events: [], logs: [] },
    ...{ contract: emptyContract, journalWord: 0n, standing: new Map() },
  };
}

/** The block after `parent` with these calls; `salt` tells it from others with the same. Calls that revert leave no event. */
export function mineOn(parent: SimBlock, calls: readonly Call[], salt: number): SimBlock {
  const number = parent.number + 1;
  const time = parent.time + 1 + (salt % 12);
  const events: GrantEvent[] = [];
  let { contract, journalWord, standing } = parent;
  for (const call of calls) {
    const { event, after } = play(contract, call);
    contract = after;
    if (event === undefined) continue;
    events.push(event);
    journalWord = nextJournalWord(journalWord, event);
    standing = standingAfter(standing, event, number);
  }
  const logs = events.map((event, index): SimLog => ({
    ...encodeLog(event),
    address: CONTRACT,
    transactionHash: hashOf(parent.hash, hex(salt), hex(index)),
    // As if others' logs lay between.
    logIndex: (salt % 5) + 2 * index,
  }));
  const logsBloom = bloomOf(logs.flatMap(({ address, topics }) => [address, ...topics]));
  const hash = hashOf(parent.hash, logsBloom, hex(number), hex(time), hex(salt));
  return {
    ...{ number, hash, parent, parentHash: parent.hash, time, logsBloom },
    ...{ events, logs, contract, journalWord, standing },
  };
}

function standingAfter(
  before: ReadonlyMap<string, Standing>,
  event: GrantEvent,
  sinceBlock: number,
): ReadonlyMap<string, Standing> {
  const handle = eventHandle(event);
  if (handle === undefined) return before;
  const key = placeKey(event.owner, handle);
  const after = new Map(before);
  if (event.kind === "granted") after.set(key, { sinceBlock, namedGrantee: event.grantee });
  else if (event.kind === "granted-sealed")
    after.set(key, { sinceBlock, namedGrantee: before.get(key)?.namedGrantee });
  else if (event.kind !== "messages-voided" && event.kind !== "change-skipped") after.delete(key);
  return after;
}

/** The blocks from the first one to `head`, each at its number. */
export function branchTo(head: SimBlock): SimBlock[] {
  const branch: SimBlock[] = [];
  for (let block: SimBlock | undefined = head; block !== undefined; block = block.parent)
    branch[block.number] = block;
  return branch;
}

export function ancestorAt(block: SimBlock, number: number): SimBlock | undefined {
  let at: SimBlock | undefined = block;
  while (at !== undefined && at.number > number) at = at.parent;
  return at?.number === number ? at : undefined;
}
