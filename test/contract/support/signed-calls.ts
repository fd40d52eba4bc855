import type { ContractTransactionResponse, Signer, TypedDataDomain } from "ethers";
import { id } from "ethers";
import type { AccessManagementProtocol } from "../../../protocol/src/generated/contracts/AccessManagementProtocol.ts";
import {
  batchOf,
  domainOf,
  relayBatch,
  signBatch,
  signGrant,
  signGrantSealed,
  signRevoke,
  signRevokeAll,
  signRevokeSealed,
} from "./messages.ts";
import { FAR_FUTURE, handleOf, type World } from "./world.ts";

/** What any signed call can be about; each takes what it needs. */
export interface Terms {
  readonly owner: string;
  readonly grantee: string;
  readonly shareId: string;
  readonly handle: string;
  readonly expiresAt: bigint;
  readonly epoch: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

export interface SignedCall {
  /** What the signature covers. */
  readonly binds: readonly (keyof Terms)[];
  /** Whether there must be something to end. */
  readonly ends: boolean;
  /** Whether a used or outdated message is passed over, which alone leaves nothing to change. */
  readonly passesOver: boolean;
  handleOf(terms: Terms): string;
  sign(signer: Signer, domain: TypedDataDomain, terms: Terms): Promise<string>;
  send(amp: AccessManagementProtocol, terms: Terms, signature: string): Promise<ContractTransactionResponse>;
}

const publicHandle = ({ grantee, shareId }: Terms): string => handleOf(grantee, shareId);
const sealedHandle = ({ handle }: Terms): string => handle;
const GUARDS = ["owner", "epoch", "nonce", "deadline"] as const;
const once = { passesOver: false };

const batch = (terms: Terms) =>
  batchOf(terms.owner, {
    changes: [{ ...terms, nonce: terms.nonce }],
    sealedChanges: [{ ...terms, nonce: terms.nonce }],
    epoch: terms.epoch,
    deadline: terms.deadline,
  });

/** Every function that takes an owner's signature. */
export const SIGNED_CALLS: Readonly<Record<string, SignedCall>> = {
  grantBySig: {
    ...{
      ...once,
      ends: false,
      binds: [...GUARDS, "grantee", "shareId", "expiresAt"],
      handleOf: publicHandle,
    },
    sign: signGrant,
    send: (amp, { owner, grantee, shareId, expiresAt, deadline }, signature) =>
      amp.grantBySig(owner, grantee, shareId, expiresAt, deadline, signature),
  },
  revokeBySig: {
    ...{ ...once, ends: true, binds: [...GUARDS, "grantee", "shareId"], handleOf: publicHandle },
    sign: signRevoke,
    send: (amp, { owner, grantee, shareId, deadline }, signature) =>
      amp.revokeBySig(owner, grantee, shareId, deadline, signature),
  },
  grantSealedBySig: {
    ...{ ...once, ends: false, binds: [...GUARDS, "handle", "expiresAt"], handleOf: sealedHandle },
    sign: signGrantSealed,
    send: (amp, { owner, handle, expiresAt, deadline }, signature) =>
      amp.grantSealedBySig(owner, handle, expiresAt, deadline, signature),
  },
  revokeSealedBySig: {
    ...{ ...once, ends: true, binds: [...GUARDS, "handle"], handleOf: sealedHandle },
    sign: signRevokeSealed,
    send: (amp, { owner, handle, deadline }, signature) =>
      amp.revokeSealedBySig(owner, handle, deadline, signature),
  },
  revokeAllBySig: {
    ...{ ...once, ends: false, binds: ["owner", "epoch", "deadline"], handleOf: publicHandle },
    sign: signRevokeAll,
    send: (amp, { owner, deadline }, signature) => amp.revokeAllBySig(owner, deadline, signature),
  },
  batchBySig: {
    ...{ passesOver: true, ends: false, handleOf: publicHandle },
    binds: [...GUARDS, "grantee", "shareId", "handle", "expiresAt"],
    sign: (signer, domain, terms) => signBatch(signer, domain, batch(terms)),
    send: (amp, terms, signature) => relayBatch(amp, batch(terms), signature),
  },
};

/** An account and whoever signs for it. */
export interface Account {
  readonly address: string;
  readonly signer: Signer;
}

/** What a wallet is asked to sign for the account at present. */
export async function termsOf(
  { amp, grantee }: World,
  { address }: Account,
  call: SignedCall,
): Promise<Terms> {
  const terms = {
    ...{ owner: address, grantee: grantee.address, shareId: id("a signed share"), handle: id("a handle") },
    ...{ expiresAt: FAR_FUTURE, deadline: FAR_FUTURE, nonce: 0n },
    epoch: await amp.epochOf(address),
  };
  return { ...terms, nonce: await amp.nonceOf(address, call.handleOf(terms)) };
}

/** Signs in the contract's own domain, unless `domain` says otherwise. */
export const signTerms = async (
  { amp }: World,
  { signer }: Account,
  call: SignedCall,
  terms: Terms,
  domain: Partial<TypedDataDomain> = {},
): Promise<string> => call.sign(signer, { ...(await domainOf(amp)), ...domain }, terms);

/** Grants, by signature, what the call is there to end. */
export async function prepare(world: World, account: Account, call: SignedCall): Promise<void> {
  if (!call.ends) return;
  const name = call.binds.includes("handle") ? "grantSealedBySig" : "grantBySig";
  const granting = SIGNED_CALLS[name];
  if (granting === undefined) throw new Error(`no ${name}`);
  const terms = await termsOf(world, account, granting);
  await granting.send(world.amp, terms, await signTerms(world, account, granting, terms));
}
