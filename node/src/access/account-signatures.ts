import { recoverAddress } from "ethers";
import {
  type Address,
  parseAddress,
  recoverTextSigner,
  type TypedData,
  typedDataDigest,
} from "@idos/protocol";

/**
 * Whether an account signed something. A port, because a contract account's answer comes from its chain
 * while a key account's is arithmetic.
 */
export interface AccountSignatures {
  /** EIP-191 text. */
  signedText(account: Address, message: string, signature: string): Promise<boolean>;
  /** EIP-712 typed data. */
  signedTypedData(account: Address, data: TypedData, signature: string): Promise<boolean>;
}

/** r, s and v of secp256k1, where v is 27 or 28; a high s is refused by the recovery itself (EIP-2). */
const KEY_ACCOUNT_SIGNATURE = /^0x[0-9a-f]{128}1[bc]$/;

function recoverTypedDataSigner(data: TypedData, signature: string): Address | undefined {
  try {
    return parseAddress(recoverAddress(typedDataDigest(data), signature));
  } catch {
    return undefined;
  }
}

export const keyAccountSignatures: AccountSignatures = {
  signedText(account, message, signature) {
    const wellFormed = KEY_ACCOUNT_SIGNATURE.test(signature);
    return Promise.resolve(wellFormed && recoverTextSigner(message, signature) === account);
  },
  signedTypedData(account, data, signature) {
    const wellFormed = KEY_ACCOUNT_SIGNATURE.test(signature);
    return Promise.resolve(wellFormed && recoverTypedDataSigner(data, signature) === account);
  },
};
