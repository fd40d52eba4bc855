import type { HeadFeed, SignedOwnerHead } from "@idos/protocol";
import type { Peer } from "../peer.ts";
import { type Adoption, adoptOwner } from "./adopt-owner.ts";
import type { AdoptionParts } from "./adoption-parts.ts";
import type { PeerClient } from "./peer-client.ts";
import { type ReplicaFault, ReplicaRefused } from "./replica-fault.ts";

/** A feed is read from its beginning once a day, so that nothing is missed for good. */
const SWEEP_SECONDS = 24 * 3600;
/** What one pull takes in before another peer has its turn. */
const PAGES_PER_PULL_MAX = 200;
/** A peer that offers more than so many things that are wrong is left alone for a while. */
const REFUSED_PER_PULL_MAX = 100;

/** What came of each head. */
export type HeadOutcome = Adoption | ReplicaFault;

export interface PullParts extends AdoptionParts {
  readonly onHead: (outcome: HeadOutcome, owner: SignedOwnerHead, error?: ReplicaRefused) => void;
}

/** Reads a peer's feed on from where it was left. Throws ReplicaRefused where the peer or this node cannot go on now. */
export async function pullPeer(
  parts: PullParts,
  { key }: Pick<Peer, "key">,
  client: PeerClient,
): Promise<void> {
  const { replicas } = parts.store;
  const cursor = await replicas.peerCursor(key);
  const isSweep = parts.nowSeconds() - cursor.sweptAtSeconds >= SWEEP_SECONDS;
  const sweptAtSeconds = isSweep ? parts.nowSeconds() : cursor.sweptAtSeconds;
  let after = isSweep ? 0 : cursor.after;
  let refused = 0;
  for (let pages = 0; pages < PAGES_PER_PULL_MAX; pages += 1) {
    const page = await client.feed(after);
    if (page.last < after) {
      // The peer has lost its feed, and counts anew.
      await replicas.movePeerCursor(key, { after: 0, sweptAtSeconds });
      after = 0;
      continue;
    }
    requireForward(page, after);
    for (const head of page.heads) {
      if (!(await takeHead(parts, client, head))) refused += 1;
      if (refused > REFUSED_PER_PULL_MAX)
        throw new ReplicaRefused("malformed", `more than ${REFUSED_PER_PULL_MAX} heads were refused`);
    }
    if (page.next === after) return;
    after = page.next;
    await replicas.movePeerCursor(key, { after, sweptAtSeconds });
  }
}

function requireForward({ heads, next }: HeadFeed, after: number): void {
  const rises = [after, ...heads.map(({ seq }) => seq)].every(
    (seq, at, all) => at === 0 || (all[at - 1] ?? 0) < seq,
  );
  if (!rises || next < (heads.at(-1)?.seq ?? after))
    throw new ReplicaRefused("malformed", "a feed does not go forward");
}

/** False where the head is refused. Throws where nobody's head can be taken now. */
async function takeHead(parts: PullParts, client: PeerClient, head: SignedOwnerHead): Promise<boolean> {
  try {
    parts.onHead(await adoptOwner(parts, client, head), head);
    return true;
  } catch (error) {
    if (!(error instanceof ReplicaRefused)) throw error;
    parts.onHead(error.fault, head, error);
    if (error.fault === "unreachable" || error.fault === "no-room") throw error;
    return false;
  }
}
