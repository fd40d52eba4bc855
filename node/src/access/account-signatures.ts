import { hashMessage, recoverAddress } from "ethers";
import {
  type Address,
  type Bytes32,
  parseAddress,
  parseBytes32,
  type TypedData,
  typedDataDigest,
} from "@idos/protocol";
import type { ContractSignatures } from "./contract-signatures.ts";

/** What bears a signature out: the account's key, or the account's contract on its chain. */
export type SignedBy = "key" | "contract";

export interface Signer {
  readonly account: Address;
  /** Where its contract is asked. Without it, the account's key alone can sign. */
  readonly chainId?: number | undefined;
}

/** Whether an account signed something: undefined where it did not. */
export interface AccountSignatures {
  /** EIP-191 text. */
  signedText(signer: Signer, message: string, signature: string): Promise<SignedBy | undefined>;
  /** Asks once more about a text that the account's contract did sign. */
  stillSignedText(signer: Signer, message: string, signature: string): Promise<boolean>;
  /** EIP-712 typed data. */
  signedTypedData(signer: Signer, data: TypedData, signature: string): Promise<SignedBy | undefined>;
}

/** r, s and v of secp256k1, where v is 27 or 28; a high s is refused by the recovery itself (EIP-2). */
const KEY_SIGNATURE = /^0x[0-9a-f]{128}1[bc]$/;

/**
 * The account's key first, which is arithmetic: whom it recovers is the account, also one that delegates its code
 * (EIP-7702), as in the contract. The chain is asked about every other signature.
 */
export function createAccountSignatures(contracts: ContractSignatures): AccountSignatures {
  async function signed(
    { account, chainId }: Signer,
    digest: Bytes32,
    signature: string,
  ): Promise<SignedBy | undefined> {
    if (recover(digest, signature) === account) return "key";
    if (chainId === undefined) return undefined;
    const isValid = await contracts.isValid({ chainId, account, digest, signature, again: false });
    return isValid ? "contract" : undefined;
  }
  return {
    signedText: (signer, message, signature) => signed(signer, parseBytes32(hashMessage(message)), signature),
    async stillSignedText({ account, chainId }, message, signature) {
      if (chainId === undefined) return false;
      const digest = parseBytes32(hashMessage(message));
      return contracts.isValid({ chainId, account, digest, signature, again: true });
    },
    signedTypedData: (signer, data, signature) => signed(signer, typedDataDigest(data), signature),
  };
}

function recover(digest: Bytes32, signature: string): Address | undefined {
  if (!KEY_SIGNATURE.test(signature)) return undefined;
  try {
    return parseAddress(recoverAddress(digest, signature));
  } catch {
    return undefined;
  }
}
