import {
  AccessManagementProtocol__factory,
  advanceJournal,
  type Bytes32,
  EMPTY_JOURNAL,
  type GrantEvent,
  type Journal,
  NEVER_EXPIRES,
  parseAddress,
  parseBytes32,
  toHex,
} from "@idos/protocol";
import { randomBytes } from "node:crypto";
import type { BlockHeader, ChainSource, ContractLog } from "../../src/chain-source.ts";
import { RpcError } from "../../src/errors.ts";

const abi = AccessManagementProtocol__factory.createInterface();
const OWNER = parseAddress(`0x${"01".repeat(20)}`);
const GRANTEE = parseAddress(`0x${"02".repeat(20)}`);
const CONTRACT = parseAddress(`0x${"cc".repeat(20)}`);

interface MemoryBlock {
  readonly header: BlockHeader;
  readonly logs: readonly ContractLog[];
  readonly journal: Journal;
}

/** A chain in memory whose contract, deployed in block 1, emits grants; a source tells it without mistakes. */
export interface MemoryChain {
  readonly contract: typeof CONTRACT;
  /** Blocks with so many grants in each. */
  mine(blocks: number, grants?: number): void;
  /** Drops every block above this number; those mined instead have other hashes. */
  dropAbove(number: number): void;
  /** Blocks up to this number are safe and finalized. */
  finalize(number: number): void;
  head(): BlockHeader;
  hashAt(number: number): Bytes32 | undefined;
  readonly source: ChainSource;
  /** How often the source was asked this. */
  calls(method: keyof ChainSource): number;
}

const newHash = (): Bytes32 => parseBytes32(toHex(randomBytes(32)));

export function createMemoryChain(): MemoryChain {
  let blocks: MemoryBlock[] = [];
  let finalized = 0;
  let woken = Promise.withResolvers<undefined>();
  let told = true;
  const counts = new Map<string, number>();

  function append(grants: number): void {
    const [number, hash] = [blocks.length, newHash()];
    const parent = blocks.at(-1);
    let journal = parent?.journal ?? EMPTY_JOURNAL;
    const logs = Array.from({ length: grants }, (_, logIndex): ContractLog => {
      const event = grantAfter(journal);
      journal = advanceJournal(journal, event);
      const place = { blockNumber: number, blockHash: hash, transactionHash: newHash(), logIndex };
      return { address: CONTRACT, ...encode(event), ...place };
    });
    const parentHash = parent?.header.hash ?? newHash();
    const header = { number, hash, parentHash, time: number, logsBloom: `0x${"f".repeat(512)}` };
    blocks.push({ header, logs, journal });
  }

  function blockOf(number: number): MemoryBlock {
    const block = blocks[number];
    if (block === undefined) throw new RpcError("absent", `block ${number}`);
    return block;
  }
  const ofHash = (hash: Bytes32) => blocks.find(({ header }) => header.hash === hash);
  const counted =
    <Args extends unknown[], T>(method: string, answer: (...args: Args) => T) =>
    async (...args: Args): Promise<T> => {
      counts.set(method, (counts.get(method) ?? 0) + 1);
      await Promise.resolve();
      return answer(...args);
    };

  append(0);
  return {
    contract: CONTRACT,
    mine(count, grants = 0) {
      for (let mined = 0; mined < count; mined++) append(grants);
      told = false;
      woken.resolve(undefined);
      woken = Promise.withResolvers();
    },
    dropAbove: (number) => {
      blocks = blocks.slice(0, number + 1);
    },
    finalize: (number) => {
      finalized = number;
    },
    head: () => blockOf(blocks.length - 1).header,
    hashAt: (number) => blocks[number]?.header.hash,
    calls: (method) => counts.get(method) ?? 0,
    source: {
      confirmIdentity: () => Promise.resolve(),
      latestBlock: counted("latestBlock", () => {
        told = true;
        return blockOf(blocks.length - 1).header;
      }),
      taggedBlock: counted("taggedBlock", () => blockOf(finalized).header),
      blockAt: counted("blockAt", (number: number) => blocks[number]?.header),
      logsOf: counted("logsOf", ({ hash }: BlockHeader) => {
        const block = ofHash(hash);
        if (block === undefined) throw new RpcError("refused", "unknown block");
        return block.logs;
      }),
      logsBetween: counted("logsBetween", (first: number, last: { readonly number: number }) =>
        blocks.slice(first, last.number + 1).flatMap(({ logs }) => logs),
      ),
      journalAt: counted("journalAt", ({ hash }: { readonly hash: Bytes32 }) => ofHash(hash)?.journal),
      nextHead: (signal) =>
        new Promise((resolve, reject) => {
          signal.throwIfAborted();
          signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
          if (told) void woken.promise.then(() => resolve());
          else resolve();
        }),
      distrust: () => undefined,
      close: () => undefined,
    },
  };
}

function grantAfter({ seq }: Journal): GrantEvent & { kind: "granted" } {
  const named = { owner: OWNER, grantee: GRANTEE, shareId: newHash(), expiresAt: NEVER_EXPIRES };
  return { kind: "granted", ...named, seq: seq + 1n };
}

function encode({ owner, grantee, shareId, expiresAt, seq }: GrantEvent & { kind: "granted" }) {
  const { topics, data } = abi.encodeEventLog("Granted", [owner, grantee, shareId, expiresAt, seq]);
  return { topics: topics.map(parseBytes32), data };
}
