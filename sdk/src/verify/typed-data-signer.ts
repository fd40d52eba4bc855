import { type Address, parseAddress, type TypedData } from "@idos/protocol";
import { verifyTypedData } from "ethers";

/** The key account that signed this (EIP-712), or undefined where the signature recovers none. */
export function recoverTypedDataSigner(
  { domain, types, message }: TypedData,
  signature: string,
): Address | undefined {
  try {
    return parseAddress(verifyTypedData(domain, types, message, signature));
  } catch {
    return undefined;
  }
}
