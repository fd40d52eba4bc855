import type { Address, Bytes32, GrantCheck, GrantState, IndexStatus } from "@idos/protocol";
import type { GrantIndexReader, GrantPage, ListedGrant } from "../../src/grant-index-reader.ts";
import { until } from "../harness/until.ts";
import { GRANTEES, OWNERS, PLACES } from "./actors.ts";
import { placeKey, type SimBlock } from "./block-tree.ts";
import { disagreement, expectedGrant } from "./expected-grant.ts";
import type { FaultWatch } from "./mortal-index.ts";
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
  readonly finality: number;
  readonly staleAfterSeconds: number;
  readonly faults: FaultWatch;
}

/** Rounding of times on their way through Redis. */
const ROUNDING_MS = 3;
const PAGE = 2;

export function createOracle({ world, reader, finality, staleAfterSeconds, faults }: OracleOptions) {
  function isOfBranch(one: SimBlock, other: SimBlock): boolean {
    const [low, high] = one.number < other.number ? [one, other] : [other, one];
    let at: SimBlock | undefined = high;
    while (at !== undefined && at.number > low.number) at = at.parent;
    return at === low;
  }

  function requireFresh(block: SimBlock, sinceMs: number): void {
    const oldestMs = sinceMs - staleAfterSeconds * 1_000 - ROUNDING_MS;
    for (const [head, atMs] of world.heads())
      if (atMs >= oldestMs && isOfBranch(head, block)) return;
    throw new Violation("freshness", `ready at block ${block.number}, of which no head was served lately`);
  }

  /** The block that a ready status speaks of. */
  function requireStatus({ state, decidedAt, confirmedBlockNumber, seq }: IndexStatus, sinceMs: number) {
    if (state !== "ready") return undefined;
    const { blockNumber, blockHash } = decidedAt;
    const block = world.served(blockHash);
    if (block?.number !== blockNumber)
      throw new Violation("freshness", `ready at block ${blockNumber} ${blockHash}, which nobody served`);
    if (confirmedBlockNumber !== Math.max(0, blockNumber - finality))
      throw new Violation("finality", `block ${confirmedBlockNumber} is confirmed at block ${blockNumber}`);
    if (block.contract.seq !== seq)
      throw new Violation("content", `${seq} events at block ${blockNumber}: ${block.contract.seq}`);
    requireFresh(block, sinceMs);
    return block;
  }

  function requireGrant(grant: GrantState, block: SimBlock, owner: Address, handle: Bytes32): void {
    const expected = expectedGrant(block, Math.max(0, block.number - finality), owner, handle);
    const wrong = disagreement(grant, expected);
    if (wrong === undefined) return;
    const told = grant.kind === "none" ? "none" : `${grant.kind} until ${grant.expiresAt} since ${grant.sinceBlock}`;
    throw new Violation("content", `${told} at block ${block.number}, but ${placeKey(owner, handle)} ${wrong}`);
  }

  /** Looks at one grant; true where the index was ready. */
  async function look({ owner, handle }: (typeof PLACES)[number]): Promise<boolean> {
    const sinceMs = performance.now();
    const fault = faults.standing();
    const { grant, status }: GrantCheck = await reader.check(owner, handle);
    if (fault !== undefined && fault === faults.standing() && status.state === "ready")
      throw new Violation("fault", "ready although the writer reported a fault");
    const block = requireStatus(status, sinceMs);
    if (block === undefined) return false;
    requireGrant(grant, block, owner, handle);
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

  function requireListing(of: string, listed: readonly ListedGrant[], expected: readonly string[], head: SimBlock) {
    for (const { owner, handle, grant } of listed) requireGrant(grant, head, owner, handle);
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
    const { decidedAt } = await reader.status();
    if (decidedAt.blockHash !== head.hash)
      throw new Violation("recovery", `ready at block ${decidedAt.blockNumber}, the head is ${head.number}`);
    const confirmed = Math.max(0, head.number - finality);
    const standing = PLACES.filter(
      ({ owner, handle }) => expectedGrant(head, confirmed, owner, handle).kind !== "none",
    );
    for (const owner of OWNERS) {
      const listed = await allPages((cursor) => reader.grantsBy(owner, pageAt(cursor)));
      const expected = standing.filter((place) => place.owner === owner);
      requireListing(`by ${owner}`, listed, expected.map((place) => placeKey(place.owner, place.handle)), head);
    }
    for (const grantee of GRANTEES) {
      const listed = await allPages((cursor) => reader.grantsTo(grantee, pageAt(cursor)));
      const expected = standing
        .map((place) => placeKey(place.owner, place.handle))
        .filter((key) => head.standing.get(key)?.namedGrantee === grantee);
      requireListing(`to ${grantee}`, listed, expected, head);
    }
  }

  return { look, lookAtAll };
}

const pageAt = (cursor: string | undefined) => ({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
