import type { AccountHistory, Bytes32, UserItem } from "@idos/protocol";
import type { ReplaceShareOutcome } from "../../storage/replicas.ts";
import type { AdoptionParts } from "./adoption-parts.ts";
import { fetchEnvelope } from "./fetch-envelope.ts";
import type { PeerClient } from "./peer-client.ts";
import type { AdoptionPlan } from "./plan-adoption.ts";
import { type ReplicaFault, ReplicaRefused } from "./replica-fault.ts";
import { verifyRecord } from "./verify-record.ts";
import { verifyShare } from "./verify-share.ts";

export interface Application {
  readonly owner: Bytes32;
  /** As verified; undefined where what is held is the same. */
  readonly user: UserItem | undefined;
  readonly history: AccountHistory;
  readonly plan: AdoptionPlan;
}

/** Fetches, verifies and stores each thing by itself, records before the shares that name them. */
export async function applyPlan(parts: AdoptionParts, peer: PeerClient, work: Application): Promise<void> {
  await applyUser(parts, work);
  for (const record of work.plan.records) await applyRecord(parts, peer, work, record);
  for (const share of work.plan.shares) await applyShare(parts, peer, work, share);
}

async function applyUser({ store }: AdoptionParts, { owner, user }: Application): Promise<void> {
  if (user === undefined) return;
  const { createdAt: createdAtSeconds, ...rest } = user;
  const outcome = await store.replicas.replaceUser({ userId: owner, createdAtSeconds, ...rest });
  if (outcome === "account-taken") throw new ReplicaRefused("taken", "an account is another user's here");
  requireKept(outcome, "a user");
}

async function applyRecord(
  { store, signatures, nowSeconds }: AdoptionParts,
  peer: PeerClient,
  { owner, history }: Application,
  { record, version, item }: AdoptionPlan["records"][number],
): Promise<void> {
  const expected = { owner, record, version, history };
  const verified = await verifyRecord(signatures, expected, await peer.item(owner, item));
  const held = await store.records.record(record);
  if (held?.headerJws !== verified.headerJws)
    await fetchEnvelope(store.records, peer, verified, nowSeconds());
  const outcome = await store.replicas.replaceRecord(verified);
  if (outcome === "envelope-not-staged")
    throw new ReplicaRefused("no-room", "an envelope was dropped before its record was stored");
  requireKept(outcome, "a record");
}

async function applyShare(
  { store, signatures }: AdoptionParts,
  peer: PeerClient,
  { owner, history }: Application,
  { share, item }: AdoptionPlan["shares"][number],
): Promise<void> {
  const outcome: ReplaceShareOutcome =
    item === null
      ? await store.replicas.spendShare(share, owner)
      : await store.replicas.replaceShare(
          await verifyShare(signatures, { owner, share, history }, await peer.item(owner, item)),
        );
  if (outcome === "record-unfit") throw new ReplicaRefused("unfit", "a share's record is not there");
  requireKept(outcome, "a share");
}

type Outcome = "stored" | "kept" | Extract<ReplicaFault, "taken" | "erased" | "unfit">;

function requireKept(outcome: Outcome, what: string): void {
  if (outcome !== "stored" && outcome !== "kept")
    throw new ReplicaRefused(outcome, `${what} cannot be kept here`);
}
