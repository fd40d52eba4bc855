import type { Address, Bytes32 } from "@idos/protocol";

export interface ContractSignature {
  readonly chainId: number;
  readonly account: Address;
  readonly digest: Bytes32;
  /** Lowercase hexadecimal. */
  readonly signature: string;
  /** It was good before. So it is not counted: whoever sends wrong ones must not end the right ones. */
  readonly again: boolean;
}

/** Asks contract accounts about their signatures, each on its chain. */
export interface ContractSignatures {
  /**
   * Whether the account says that it signed. Throws DEPENDENCY_UNAVAILABLE where the chain does not say, and
   * LIMIT_REACHED where it was asked about the account too often.
   */
  isValid(question: ContractSignature): Promise<boolean>;
}

/** For a node whose accounts are all keys. */
export const noContractSignatures: ContractSignatures = { isValid: () => Promise.resolve(false) };
