import type { Address, Bytes32, Finality, GrantCheck, GrantState, IndexStatus } from "@idos/protocol";
import type { GrantIndexReader, GrantPage, ListedGrant } from "../../src/grant-index-reader.ts";
import { until } from "../harness/until.ts";
import { GRANTEES, OWNERS, PLACES } from "./actors.ts";
import { ancestorAt, placeKey, type SimBlock } from "./block-tree.ts";
import { disagreement, expectedGrant } from "./expected-grant.ts";
import type { WriterWatch } from "./observed-index.ts";
import type { World } from "./world.ts";

export type Property =
  /** What a ready index says of a grant is the contract's state at exactly the named block. */
  | "content"
  /** Only blocks that were served count, and only within the allowed time. */
  | "freshness"
  /** Grants wait for their confirmation. */
  | "finality"
  /** A fault that the writer reported is seen by every reader until the index was seen right again. */
  | "fault"
  /** Once the faults are over, the index is right again by itself. */
  | "recovery"
  | "listing";

/** The index broke a promise. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly property: Property;

  constructor(property: Property, detail: string) {
    super(`${property}: ${detail}`);
    this.property = property;
  }
}

export interface OracleOptions {
  readonly world: World;
  readonly reader: GrantIndexReader;
  readonly finality: Finality;
  readonly staleAfterSeconds: number;
  readonly writers: WriterWatch;
}

interface Told {
  readonly owner: Address;
  readonly handle: Bytes32;
  readonly grant: GrantState;
}

/** Rounding of times on their way through Redis. */
const ROUNDING_MS = 3;
const PAGE = 2;

export function createOracle({ world, reader, finality, staleAfterSeconds, writers }: OracleOptions) {
  function isOfBranch(one: SimBlock, other: SimBlock): boolean {
    const [low, high] = one.number < other.number ? [one, other] : [other, one];
    let at: SimBlock | undefined = high;
    while (at !== undefined && at.number > low.number) at = at.parent;
    return at === low;
  }

  function requireFresh(block: SimBlock, sinceMs: number): void {
    const oldestMs = sinceMs - staleAfterSeconds * 1_000 - writers.longestMarkMs() - ROUNDING_MS;
    for (const [head, atMs] of world.heads()) if (atMs >= oldestMs && isOfBranch(head, block)) return;
    throw new Violation("freshness", `ready at block ${block.number}, of which no head was served lately`);
  }

  function isConfirmed(block: SimBlock, confirmed: number): boolean {
    if (typeof finality === "number") return confirmed === Math.max(0, block.number - finality);
    if (confirmed === 0) return true;
    const named = ancestorAt(block, confirmed);
    return [...world.tagged()].some(
      (tagged) => named !== undefined && ancestorAt(tagged, confirmed) === named,
    );
  }

  /** The block that a ready status speaks of. */
  function requireStatus({ state, decidedAt, confirmedBlockNumber, seq }: IndexStatus, sinceMs: number) {
    if (state !== "ready") return undefined;
    const { blockNumber, blockHash } = decidedAt;
    const block = world.served(blockHash);
    if (block?.number !== blockNumber)
      throw new Violation("freshness", `ready at block ${blockNumber} ${blockHash}, which nobody served`);
    if (!isConfirmed(block, confirmedBlockNumber))
      throw new Violation("finality", `block ${confirmedBlockNumber} is confirmed at block ${blockNumber}`);
    if (block.contract.seq !== seq)
      throw new Violation("content", `${seq} events at block ${blockNumber}: ${block.contract.seq}`);
    requireFresh(block, sinceMs);
    return block;
  }

  function requireGrant({ grant, owner, handle }: Told, block: SimBlock, confirmed: number): void {
    const expected = expectedGrant(block, confirmed, owner, handle);
    const wrong = disagreement(grant, expected);
    if (wrong === undefined) return;
    const told =
      grant.kind === "none" ? "none" : `${grant.kind} until ${grant.expiresAt} since ${grant.sinceBlock}`;
    throw new Violation(
      "content",
      `${told} at block ${block.number}, but ${placeKey(owner, handle)} ${wrong}`,
    );
  }

  /** Looks at one grant; true where the index was ready. */
  async function look({ owner, handle }: (typeof PLACES)[number]): Promise<boolean> {
    const sinceMs = performance.now();
    const fault = writers.fault();
    const { grant, status }: GrantCheck = await reader.check(owner, handle);
    if (fault !== undefined && fault === writers.fault() && status.state === "ready")
      throw new Violation("fault", "ready although the writer reported a fault");
    const block = requireStatus(status, sinceMs);
    if (block === undefined) return false;
    requireGrant({ grant, owner, handle }, block, status.confirmedBlockNumber);
    return true;
  }

  async function allPages(page: (cursor?: string) => Promise<GrantPage>): Promise<ListedGrant[]> {
    const grants: ListedGrant[] = [];
    let cursor: string | undefined;
    do {
      const { grants: some, next } = await page(cursor);
      grants.push(...some);
      cursor = next;
    } while (cursor !== undefined);
    return grants;
  }

  function requireListing(of: string, listed: readonly ListedGrant[], expected: readonly string[]): void {
    const found = listed.map(({ owner, handle }) => placeKey(owner, handle)).sort();
    const wanted = [...expected].sort();
    if (found.join() !== wanted.join())
      throw new Violation("listing", `${of} lists ${found.join(", ")}: ${wanted.join(", ")}`);
  }

  /** Everything, once the index stands at the head and nothing moves. */
  async function lookAtAll(): Promise<void> {
    const head = world.head();
    // A busy machine may let the index go stale for a moment.
    const isReady = () => Promise.all(PLACES.map(look)).then((ready) => !ready.includes(false));
    await until(isReady, (ready) => ready);
    const { decidedAt, confirmedBlockNumber: confirmed } = await reader.status();
    if (decidedAt.blockHash !== head.hash)
      throw new Violation("recovery", `ready at block ${decidedAt.blockNumber}, the head is ${head.number}`);
    const standing = PLACES.filter(
      ({ owner, handle }) => expectedGrant(head, confirmed, owner, handle).kind !== "none",
    );
    const keys = standing.map((place) => placeKey(place.owner, place.handle));
    for (const owner of OWNERS) {
      const listed = await allPages((cursor) => reader.grantsBy(owner, pageAt(cursor)));
      for (const told of listed) requireGrant(told, head, confirmed);
      requireListing(
        `by ${owner}`,
        listed,
        keys.filter((key) => key.startsWith(owner)),
      );
    }
    for (const grantee of GRANTEES) {
      const listed = await allPages((cursor) => reader.grantsTo(grantee, pageAt(cursor)));
      for (const told of listed) requireGrant(told, head, confirmed);
      const named = keys.filter((key) => head.standing.get(key)?.namedGrantee === grantee);
      requireListing(`to ${grantee}`, listed, named);
    }
  }

  return { look, lookAtAll };
}

const pageAt = (cursor: string | undefined) => ({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
