import { type Address, type Bytes32, grantHandle, type GrantEvent, NEVER_EXPIRES } from "@idos/protocol";

/** The contract as its interface's prose describes it, without chain, gas and signatures. */
export interface ContractModel {
  readonly seq: bigint;
  readonly epochs: ReadonlyMap<Address, bigint>;
  /** By "owner handle"; those of earlier epochs stay, as in the contract. */
  readonly grants: ReadonlyMap<string, { readonly expiresAt: bigint; readonly epoch: bigint }>;
}

export interface Call {
  readonly kind: GrantEvent["kind"];
  readonly owner: Address;
  readonly grantee: Address;
  readonly shareId: Bytes32;
  /** What the calls by handle are about. */
  readonly handle: Bytes32;
  readonly expiresAt?: bigint;
}

export const emptyContract: ContractModel = { seq: 0n, epochs: new Map(), grants: new Map() };

/** 0 where nothing is granted. */
export function modelExpiry(model: ContractModel, owner: Address, handle: Bytes32): bigint {
  const grant = model.grants.get(`${owner} ${handle}`);
  return grant !== undefined && grant.epoch === (model.epochs.get(owner) ?? 0n) ? grant.expiresAt : 0n;
}

/** No event where the contract reverts. */
export function play(model: ContractModel, call: Call): { event?: GrantEvent; after: ContractModel } {
  const { kind, owner, grantee, shareId, expiresAt = NEVER_EXPIRES } = call;
  const seq = model.seq + 1n;
  const epoch = model.epochs.get(owner) ?? 0n;
  const ofShare = { owner, grantee, shareId, seq };
  const ofHandle = { owner, handle: call.handle, seq };
  const shareHandle = grantHandle(grantee, shareId);
  const set = (handle: Bytes32, expiry: bigint, event: GrantEvent) => {
    const grants = new Map(model.grants).set(`${owner} ${handle}`, { expiresAt: expiry, epoch });
    return { event, after: { ...model, seq, grants } };
  };
  const end = (handle: Bytes32, event: GrantEvent) =>
    modelExpiry(model, owner, handle) === 0n ? { after: model } : set(handle, 0n, event);
  switch (kind) {
    case "granted":
      return set(shareHandle, expiresAt, { kind, expiresAt, ...ofShare });
    case "granted-sealed":
      return set(call.handle, expiresAt, { kind, expiresAt, ...ofHandle });
    case "revoked":
    case "renounced":
      return end(shareHandle, { kind, ...ofShare });
    case "revoked-sealed":
      return end(call.handle, { kind, ...ofHandle });
    case "revoked-all": {
      const epochs = new Map(model.epochs).set(owner, epoch + 1n);
      return { event: { kind, owner, epoch: epoch + 1n, seq }, after: { ...model, seq, epochs } };
    }
    case "messages-voided":
    case "change-skipped":
      return { event: { kind, nonce: 1n, ...ofHandle }, after: { ...model, seq } };
  }
}
