import {
  type AccountHistory,
  type Bytes32,
  continuesHistory,
  decideHead,
  type Manifest,
  manifestFault,
  manifestHash,
  parseManifest,
  type SignedOwnerHead,
  type UserItem,
} from "@idos/protocol";
import { manifestOf } from "../items.ts";
import type { AdoptionParts } from "./adoption-parts.ts";
import { applyPlan } from "./apply-plan.ts";
import type { PeerClient } from "./peer-client.ts";
import { planAdoption } from "./plan-adoption.ts";
import { ReplicaRefused } from "./replica-fault.ts";
import { type OfferedHead, openHead, requireOwners } from "./verify-head.ts";
import { verifyUser } from "./verify-user.ts";

/**
 * `forked`: adopted, though the owner had signed another head in the place of its predecessor. `held`: it is here. `older`:
 * the peer is behind.
 */
export type Adoption = "adopted" | "forked" | "held" | "older";

/**
 * Takes over what a peer offers of an owner: each piece is verified before it is stored, and the head is stored when all of
 * it is here. Throws ReplicaRefused. Done again after it broke off, it goes on where it was.
 */
export async function adoptOwner(
  parts: AdoptionParts,
  peer: PeerClient,
  offered: SignedOwnerHead,
): Promise<Adoption> {
  const head = await openHead(offered);
  const { signed } = head;
  const held = await parts.store.replicas.head(signed.head.owner);
  const now = { node: parts.node.origin, nowSeconds: parts.nowSeconds() };
  const decision = decideHead(held, signed, now);
  switch (decision) {
    case "keep":
      return "held";
    case "rollback":
      return "older";
    case "from-future":
    case "not-here":
      throw new ReplicaRefused(decision, "a head is not for this node now");
    case "equivocation":
      // What is held against its owner is seen to be hers.
      await requireOwners(parts.signatures, head, await heldHistory(parts, signed.head.owner));
      throw new ReplicaRefused(decision, "an owner has signed two heads of one revision");
    case "replace":
    case "replace-fork":
      await replaceHead(parts, peer, head, held);
      return decision === "replace" ? "adopted" : "forked";
  }
}

async function replaceHead(
  parts: AdoptionParts,
  peer: PeerClient,
  head: OfferedHead,
  held: { readonly hash: Bytes32; readonly manifest: string } | undefined,
): Promise<void> {
  const { signed } = head;
  const { owner } = signed.head;
  const text = await peer.manifest(owner);
  if (manifestHash(text) !== signed.head.manifest)
    // Its owner may have signed a newer one in this moment.
    throw new ReplicaRefused("withheld", "a manifest is not the one that the head names");
  const manifest = requireManifest(text);
  const snapshot = await parts.store.replicas.ownerSnapshot(owner);
  const plan = planAdoption(snapshot && requireManifest(manifestOf(snapshot)), manifest);
  const user = plan.user
    ? await verifyUser(parts.signatures, owner, await peer.item(owner, manifest.user))
    : undefined;
  const history = continued(snapshot?.user.accounts ?? [], user);
  await requireOwners(parts.signatures, head, history);
  const undone = held === undefined ? undefined : manifestFault(requireManifest(held.manifest), manifest);
  if (undone !== undefined) throw new ReplicaRefused(undone, "a head undoes what its owner signed before");
  await applyPlan(parts, peer, { owner, user, history, plan });
  const outcome = await parts.store.replicas.putHead({ ...signed, manifest: text }, held?.hash ?? null);
  if (outcome === "conflict") throw new ReplicaRefused("unfit", "another head came in the meantime");
}

async function heldHistory({ store }: AdoptionParts, owner: Bytes32): Promise<AccountHistory> {
  return (await store.users.userById(owner))?.accounts ?? [];
}

/** The longer of two histories: whoever left by the one does not come back by the other. Throws `unfit`. */
function continued(held: AccountHistory, offered: UserItem | undefined): AccountHistory {
  if (offered === undefined) return held;
  if (continuesHistory(held, offered.accounts)) return offered.accounts;
  if (continuesHistory(offered.accounts, held)) return held;
  throw new ReplicaRefused("unfit", "neither account history continues the other");
}

function requireManifest(text: string): Manifest {
  const manifest = parseManifest(text);
  if (manifest === undefined)
    throw new ReplicaRefused("malformed", "a manifest is not of the documented form");
  return manifest;
}
