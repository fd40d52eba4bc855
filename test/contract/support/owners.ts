import type { ContractTransactionResponse, Signer } from "ethers";
import {
  domainOf,
  grantMessage,
  relayGrant,
  relayRevoke,
  revokeMessage,
  signGrant,
  signRevoke,
} from "./messages.ts";
import { ethers, type World } from "./world.ts";

export interface Share {
  readonly grantee: string;
  readonly shareId: string;
}

/** An owner by one of the ways in which an owner can act. */
export interface Owner {
  readonly address: string;
  grant(share: Share, expiresAt: bigint): Promise<ContractTransactionResponse>;
  revoke(share: Share): Promise<ContractTransactionResponse>;
  revokeAll(): Promise<ContractTransactionResponse>;
}

function byTransaction({ amp, owner }: World): Owner {
  const own = amp.connect(owner);
  return {
    address: owner.address,
    grant: ({ grantee, shareId }, expiresAt) => own.grant(grantee, shareId, expiresAt),
    revoke: ({ grantee, shareId }) => own.revoke(grantee, shareId),
    revokeAll: () => own.revokeAll(),
  };
}

function bySignature(
  { amp, relayer }: World,
  address: string,
  signer: Signer,
): Pick<Owner, "address" | "grant" | "revoke"> {
  const relayed = amp.connect(relayer);
  return {
    address,
    async grant(share, expiresAt) {
      const message = await grantMessage(amp, { owner: address, expiresAt, ...share });
      return relayGrant(relayed, message, await signGrant(signer, await domainOf(amp), message));
    },
    async revoke(share) {
      const message = await revokeMessage(amp, { owner: address, ...share });
      return relayRevoke(relayed, message, await signRevoke(signer, await domainOf(amp), message));
    },
  };
}

async function byContractAccount(world: World): Promise<Owner> {
  const account = await ethers.deployContract("KeyedAccount", [world.stranger.address]);
  const address = await account.getAddress();
  return {
    ...bySignature(world, address, world.stranger),
    revokeAll: async () =>
      account
        .getFunction("call")
        .send(await world.amp.getAddress(), world.amp.interface.encodeFunctionData("revokeAll")),
  };
}

/** The ways that must behave alike: a behaviour is tested once, against each. */
export const OWNERS: readonly { readonly way: string; readonly create: (world: World) => Promise<Owner> }[] =
  [
    { way: "by transaction", create: (world) => Promise.resolve(byTransaction(world)) },
    {
      way: "by signature",
      create: (world) =>
        Promise.resolve({ ...byTransaction(world), ...bySignature(world, world.owner.address, world.owner) }),
    },
    { way: "by a contract account's signature", create: byContractAccount },
  ];
