import { type Context, ponder } from "ponder:registry";
import { grant, owner as owners } from "ponder:schema";
import { encodeAbiParameters, type Hex, keccak256 } from "viem";

interface Newest {
  readonly owner: Hex;
  readonly handle: Hex;
  readonly grantee?: Hex;
  readonly shareId?: Hex;
  readonly expiresAt: bigint;
  readonly sinceBlock: number;
  readonly seq: bigint;
}

function handleOf(grantee: Hex, shareId: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: "address" }, { type: "bytes32" }], [grantee, shareId]));
}

async function put(context: Context, newest: Newest): Promise<void> {
  const { expiresAt, sinceBlock, seq } = newest;
  await context.db.insert(grant).values(newest).onConflictDoUpdate({ expiresAt, sinceBlock, seq });
}

ponder.on("AccessManagementProtocol:Granted", async ({ event, context }) => {
  const { owner, grantee, shareId, expiresAt, seq } = event.args;
  const handle = handleOf(grantee, shareId);
  const sinceBlock = Number(event.block.number);
  await put(context, { owner, handle, grantee, shareId, expiresAt, sinceBlock, seq });
});

ponder.on("AccessManagementProtocol:GrantedSealed", async ({ event, context }) => {
  const { owner, handle, expiresAt, seq } = event.args;
  await put(context, { owner, handle, expiresAt, sinceBlock: Number(event.block.number), seq });
});

ponder.on("AccessManagementProtocol:Revoked", async ({ event, context }) => {
  const { owner, grantee, shareId } = event.args;
  await context.db.delete(grant, { owner, handle: handleOf(grantee, shareId) });
});

ponder.on("AccessManagementProtocol:Renounced", async ({ event, context }) => {
  const { owner, grantee, shareId } = event.args;
  await context.db.delete(grant, { owner, handle: handleOf(grantee, shareId) });
});

ponder.on("AccessManagementProtocol:RevokedSealed", async ({ event, context }) => {
  const { owner, handle } = event.args;
  await context.db.delete(grant, { owner, handle });
});

ponder.on("AccessManagementProtocol:RevokedAll", async ({ event, context }) => {
  const { owner, epoch, seq: voidedSeq } = event.args;
  await context.db
    .insert(owners)
    .values({ owner, epoch, voidedSeq })
    .onConflictDoUpdate({ epoch, voidedSeq });
});

// Registered so that every contestant reads the same events.
ponder.on("AccessManagementProtocol:MessagesVoided", async () => {});
ponder.on("AccessManagementProtocol:ChangeSkipped", async () => {});
