import { type Address, type Bytes32, grantHandle } from "@idos/protocol";
import type { GrantKey, GrantTerms, SealedGrantTerms } from "./grant-terms.ts";

/** What is known beforehand of an event; what is left out may be anything. */
export interface ExpectedEvent {
  readonly name: string;
  readonly owner: Address;
  readonly handle?: Bytes32;
  readonly numbers?: Readonly<Record<string, bigint>>;
}

export function granted(owner: Address, { grantee, shareId, expiresAt }: GrantTerms): ExpectedEvent {
  return { name: "Granted", owner, handle: grantHandle(grantee, shareId), numbers: { expiresAt } };
}

export function revoked(owner: Address, { grantee, shareId }: GrantKey): ExpectedEvent {
  return { name: "Revoked", owner, handle: grantHandle(grantee, shareId) };
}

export function grantedSealed(owner: Address, { handle, expiresAt }: SealedGrantTerms): ExpectedEvent {
  return { name: "GrantedSealed", owner, handle, numbers: { expiresAt } };
}

export function revokedSealed(owner: Address, handle: Bytes32): ExpectedEvent {
  return { name: "RevokedSealed", owner, handle };
}

/** Passed over, with the nonce that was signed for, where it was signed. */
export function changeSkipped(owner: Address, handle: Bytes32, nonce?: bigint): ExpectedEvent {
  return { name: "ChangeSkipped", owner, handle, ...(nonce !== undefined && { numbers: { nonce } }) };
}

export function renounced(owner: Address, { grantee, shareId }: GrantKey): ExpectedEvent {
  return { name: "Renounced", owner, handle: grantHandle(grantee, shareId) };
}

/** `epoch` is the new one, where it is known. */
export function revokedAll(owner: Address, epoch?: bigint): ExpectedEvent {
  return { name: "RevokedAll", owner, ...(epoch !== undefined && { numbers: { epoch } }) };
}

export function messagesVoided(owner: Address, handle: Bytes32): ExpectedEvent {
  return { name: "MessagesVoided", owner, handle };
}
