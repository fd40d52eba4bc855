import type { ContractTransactionResponse, Signer } from "ethers";
import { type CallingAccount, callingAccount } from "./calling-account.ts";
import {
  batchOf,
  type Change,
  domainOf,
  grantMessage,
  relayBatch,
  relayGrant,
  relayRevoke,
  revokeMessage,
  signBatch,
  signGrant,
  signRevoke,
  signRevokeAll,
} from "./messages.ts";
import { ethers, FAR_FUTURE, handleOf, type World } from "./world.ts";

export interface Share {
  readonly grantee: string;
  readonly shareId: string;
}

/** An owner by one of the ways in which an owner can act. */
export interface Owner {
  readonly address: string;
  /** Changes that are passed over where they cannot be made; alone in its batch, one leaves nothing to change. */
  readonly passesOver: readonly ("grant" | "revoke")[];
  grant(share: Share, expiresAt: bigint): Promise<ContractTransactionResponse>;
  revoke(share: Share): Promise<ContractTransactionResponse>;
  revokeAll(): Promise<ContractTransactionResponse>;
}

/** An owner with a key, who sends what she does. */
export function byTransaction({ amp, owner }: World): Owner {
  const own = amp.connect(owner);
  return {
    address: owner.address,
    passesOver: [],
    grant: ({ grantee, shareId }, expiresAt) => own.grant(grantee, shareId, expiresAt),
    revoke: ({ grantee, shareId }) => own.revoke(grantee, shareId),
    revokeAll: () => own.revokeAll(),
  };
}

function byTransactionForMany({ amp, owner }: World): Owner {
  const own = amp.connect(owner);
  return {
    address: owner.address,
    passesOver: ["revoke"],
    grant: (share, expiresAt) => own.grantMany([{ ...share, expiresAt }]),
    revoke: (share) => own.revokeMany([share]),
    revokeAll: () => own.revokeAll(),
  };
}

/** Who calls the contract is the account; who sends the transaction is anybody. */
export function byContractAccount({ address, call }: CallingAccount): Owner {
  return {
    address,
    passesOver: [],
    grant: ({ grantee, shareId }, expiresAt) => call("grant", [grantee, shareId, expiresAt]),
    revoke: ({ grantee, shareId }) => call("revoke", [grantee, shareId]),
    revokeAll: () => call("revokeAll", []),
  };
}

function byContractAccountForMany({ address, call }: CallingAccount): Owner {
  return {
    address,
    passesOver: ["revoke"],
    grant: ({ grantee, shareId }, expiresAt) => call("grantMany", [[[grantee, shareId, expiresAt]]]),
    revoke: ({ grantee, shareId }) => call("revokeMany", [[[grantee, shareId]]]),
    revokeAll: () => call("revokeAll", []),
  };
}

function bySignature({ amp, relayer }: World, address: string, signer: Signer): Owner {
  const relayed = amp.connect(relayer);
  return {
    address,
    passesOver: [],
    async grant(share, expiresAt) {
      const message = await grantMessage(amp, { owner: address, expiresAt, ...share });
      return relayGrant(relayed, message, await signGrant(signer, await domainOf(amp), message));
    },
    async revoke(share) {
      const message = await revokeMessage(amp, { owner: address, ...share });
      return relayRevoke(relayed, message, await signRevoke(signer, await domainOf(amp), message));
    },
    async revokeAll() {
      const message = { owner: address, epoch: await amp.epochOf(address), deadline: FAR_FUTURE };
      const signature = await signRevokeAll(signer, await domainOf(amp), message);
      return relayed.revokeAllBySig(address, message.deadline, signature);
    },
  };
}

function byBatch(world: World, address: string, signer: Signer): Owner {
  const { amp, relayer } = world;
  const change = async ({ grantee, shareId }: Share, expiresAt: bigint) => {
    const nonce = await amp.nonceOf(address, handleOf(grantee, shareId));
    const changes: Change[] = [{ grantee, shareId, expiresAt, nonce }];
    const batch = batchOf(address, { changes, epoch: await amp.epochOf(address) });
    return relayBatch(amp.connect(relayer), batch, await signBatch(signer, await domainOf(amp), batch));
  };
  return {
    ...bySignature(world, address, signer),
    passesOver: ["grant", "revoke"],
    grant: change,
    revoke: (share) => change(share, 0n),
  };
}

async function contractAccount({ stranger }: World): Promise<string> {
  return (await ethers.deployContract("KeyedAccount", [stranger.address])).getAddress();
}

/** The ways that must behave alike: a behaviour is tested once, against each. */
export const OWNERS: readonly { readonly way: string; readonly create: (world: World) => Promise<Owner> }[] =
  [
    { way: "by transaction", create: (world) => Promise.resolve(byTransaction(world)) },
    { way: "by a transaction for many", create: (world) => Promise.resolve(byTransactionForMany(world)) },
    {
      way: "by a contract account's transaction",
      create: async (world) => byContractAccount(await callingAccount(world)),
    },
    {
      way: "by a contract account's transaction for many",
      create: async (world) => byContractAccountForMany(await callingAccount(world)),
    },
    {
      way: "by signature",
      create: (world) => Promise.resolve(bySignature(world, world.owner.address, world.owner)),
    },
    {
      way: "by a signed batch",
      create: (world) => Promise.resolve(byBatch(world, world.owner.address, world.owner)),
    },
    {
      way: "by a contract account's signature",
      create: async (world) => bySignature(world, await contractAccount(world), world.stranger),
    },
    {
      way: "by a contract account's signed batch",
      create: async (world) => byBatch(world, await contractAccount(world), world.stranger),
    },
  ];
