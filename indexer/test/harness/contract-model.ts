import { type Address, type Bytes32, type GrantEvent, NEVER_EXPIRES } from "@idos/protocol";

/** The contract as its interface's prose describes it, without chain, gas and signatures. */
export interface ContractModel {
  readonly seq: bigint;
  readonly epochs: ReadonlyMap<Address, bigint>;
  /** By "owner grantee share"; those of earlier epochs stay, as in the contract. */
  readonly grants: ReadonlyMap<string, { readonly expiresAt: bigint; readonly epoch: bigint }>;
}

export interface Call {
  readonly kind: GrantEvent["kind"];
  readonly owner: Address;
  readonly grantee: Address;
  readonly shareId: Bytes32;
  readonly expiresAt?: bigint;
}

export const emptyContract: ContractModel = { seq: 0n, epochs: new Map(), grants: new Map() };

/** 0 where nothing is granted. */
export function modelExpiry(
  model: ContractModel,
  owner: Address,
  grantee: Address,
  shareId: Bytes32,
): bigint {
  const grant = model.grants.get(`${owner} ${grantee} ${shareId}`);
  return grant !== undefined && grant.epoch === (model.epochs.get(owner) ?? 0n) ? grant.expiresAt : 0n;
}

/** No event where the contract reverts. */
export function play(model: ContractModel, call: Call): { event?: GrantEvent; after: ContractModel } {
  const { kind, owner, grantee, shareId, expiresAt = NEVER_EXPIRES } = call;
  const epoch = model.epochs.get(owner) ?? 0n;
  const seq = model.seq + 1n;
  const key = `${owner} ${grantee} ${shareId}`;
  switch (kind) {
    case "granted": {
      const grants = new Map(model.grants).set(key, { expiresAt, epoch });
      return { event: { kind, owner, grantee, shareId, expiresAt, seq }, after: { ...model, seq, grants } };
    }
    case "revoked": {
      if (modelExpiry(model, owner, grantee, shareId) === 0n) return { after: model };
      const grants = new Map(model.grants).set(key, { expiresAt: 0n, epoch });
      return { event: { kind, owner, grantee, shareId, seq }, after: { ...model, seq, grants } };
    }
    case "revoked-all": {
      const epochs = new Map(model.epochs).set(owner, epoch + 1n);
      return { event: { kind, owner, epoch: epoch + 1n, seq }, after: { ...model, seq, epochs } };
    }
  }
}
