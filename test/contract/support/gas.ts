import type { ContractTransactionResponse } from "ethers";
import { batchOf, domainOf, grantMessage, relayBatch, relayGrant, relayRevoke } from "./messages.ts";
import {
  revokeMessage,
  signBatch,
  signGrant,
  signGrantSealed,
  signRevoke,
  signRevokeAll,
  signRevokeSealed,
} from "./messages.ts";
import { ethers, FAR_FUTURE, type World } from "./world.ts";

/** Gas of the whole transaction. */
export async function gasOf(sending: Promise<ContractTransactionResponse>): Promise<number> {
  return Number((await (await sending).wait())?.gasUsed ?? 0n);
}

/** Fixed and yet as full of non-zero bytes as a random one: what calldata costs depends on them. */
const share = (name: string): string => ethers.id(`gas: ${name}`);
const tenShares = Array.from({ length: 10 }, (_, i) => share(`many ${i}`));

/** What a call's own execution costs: without the transaction around it. */
async function executionGas(transaction: { to?: unknown; data?: string | null }): Promise<number> {
  const to = String(transaction.to);
  const data = transaction.data ?? "0x";
  const bytes = ethers.getBytes(data);
  const intrinsic = bytes.reduce((gas, byte) => gas + (byte === 0 ? 4 : 16), 21_000);
  return Number(await ethers.provider.estimateGas({ to, data })) - intrinsic;
}

/** Gas of whole transactions, and of the views' execution, once the journal is not empty. */
export async function measureGas({ amp, owner, grantee, relayer, stranger }: World) {
  const own = amp.connect(owner);
  const relayed = amp.connect(relayer);
  const domain = await domainOf(amp);
  await amp.connect(stranger).grant(grantee, share("before"), FAR_FUTURE);
  const parties = { owner: owner.address, grantee: grantee.address };

  const grant = await gasOf(own.grant(grantee, share("direct"), FAR_FUTURE));
  const isGranted = await executionGas(
    await amp.isGranted.populateTransaction(owner, grantee, share("direct")),
  );
  const regrant = await gasOf(own.grant(grantee, share("direct"), FAR_FUTURE + 1n));
  const revoke = await gasOf(own.revoke(grantee, share("direct")));
  const grantAgain = await gasOf(own.grant(grantee, share("direct"), FAR_FUTURE));
  const renounce = await gasOf(amp.connect(grantee).renounce(owner, share("direct")));
  const voidMessages = await gasOf(own.voidMessages(share("never granted")));
  const grantSealed = await gasOf(own.grantSealed(share("sealed"), FAR_FUTURE));
  const revokeSealed = await gasOf(own.revokeSealed(share("sealed")));
  const keys = tenShares.map((shareId) => ({ grantee: grantee.address, shareId }));
  const grantMany = await gasOf(own.grantMany(keys.map((key) => ({ ...key, expiresAt: FAR_FUTURE }))));
  const revokeMany = await gasOf(own.revokeMany(keys));

  const signed = await grantMessage(amp, { ...parties, shareId: share("signed"), expiresAt: FAR_FUTURE });
  const grantBySig = await gasOf(relayGrant(relayed, signed, await signGrant(owner, domain, signed)));
  const ending = await revokeMessage(amp, { ...parties, shareId: share("signed") });
  const revokeBySig = await gasOf(relayRevoke(relayed, ending, await signRevoke(owner, domain, ending)));
  const sealedTerms = { owner: owner.address, handle: share("sealed, signed"), deadline: FAR_FUTURE };
  const sealing = { ...sealedTerms, expiresAt: FAR_FUTURE, epoch: 0n, nonce: 0n };
  const grantSealedBySig = await gasOf(
    relayed.grantSealedBySig(
      owner,
      sealing.handle,
      sealing.expiresAt,
      FAR_FUTURE,
      await signGrantSealed(owner, domain, sealing),
    ),
  );
  const unsealing = { ...sealedTerms, epoch: 0n, nonce: 1n };
  const revokeSealedBySig = await gasOf(
    relayed.revokeSealedBySig(
      owner,
      unsealing.handle,
      FAR_FUTURE,
      await signRevokeSealed(owner, domain, unsealing),
    ),
  );
  const batch = batchOf(owner.address, {
    changes: tenShares.map((_, i) => ({
      grantee: grantee.address,
      shareId: share(`batch ${i}`),
      expiresAt: FAR_FUTURE,
      nonce: 0n,
    })),
  });
  const batchBySig = await gasOf(relayBatch(relayed, batch, await signBatch(owner, domain, batch)));

  const revokeAllFirst = await gasOf(own.revokeAll());
  const revokeAll = await gasOf(own.revokeAll());
  const ended = { owner: owner.address, epoch: 2n, deadline: FAR_FUTURE };
  const revokeAllBySig = await gasOf(
    relayed.revokeAllBySig(owner, FAR_FUTURE, await signRevokeAll(owner, domain, ended)),
  );
  return {
    grant,
    "grant, to change the expiry": regrant,
    "grant, after a revocation": grantAgain,
    revoke,
    "grantMany, of 10, per grant": Math.round(grantMany / 10),
    "revokeMany, of 10, per grant": Math.round(revokeMany / 10),
    grantSealed,
    revokeSealed,
    renounce,
    voidMessages,
    "revokeAll, first": revokeAllFirst,
    "revokeAll, later": revokeAll,
    grantBySig,
    revokeBySig,
    grantSealedBySig,
    revokeSealedBySig,
    "batchBySig, of 10 grants, per grant": Math.round(batchBySig / 10),
    revokeAllBySig,
    "isGranted, its execution": isGranted,
  };
}
