import { parseAddress, type Address, type TypedData } from "@idos/protocol";
import { isError, Signature, type Signer } from "ethers";
import { IdosError } from "../errors/idos-error.ts";

/** EIP-1193's code for "the user rejected the request". */
const USER_REJECTED = 4001;

/** Whether a wallet error means that the person declined. */
export function isRejection(error: unknown): boolean {
  if (isError(error, "ACTION_REJECTED")) return true;
  return typeof error === "object" && error !== null && "code" in error && error.code === USER_REJECTED;
}

async function askWallet<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    if (isRejection(cause))
      throw new IdosError("WALLET_REJECTED", "The person declined in the wallet", {}, { cause });
    throw new IdosError("WALLET_FAILED", "The wallet could not sign", {}, { cause });
  }
}

export async function accountOf(signer: Signer): Promise<Address> {
  return parseAddress(await askWallet(() => signer.getAddress()));
}

/** An EIP-191 signature. Throws WALLET_REJECTED or WALLET_FAILED. */
export async function signText(signer: Signer, text: string): Promise<string> {
  return askWallet(async () => canonicalSignature(await signer.signMessage(text)));
}

/** An EIP-712 signature. Throws WALLET_REJECTED or WALLET_FAILED. */
export async function signTypedData(signer: Signer, typedData: TypedData): Promise<string> {
  const { domain, types, message } = typedData;
  return askWallet(async () => canonicalSignature(await signer.signTypedData(domain, types, message)));
}

/** Wallets differ in letter case and in v being 0 or 27; the wire knows one spelling. */
function canonicalSignature(signature: string): string {
  const isKeyAccount = signature.length === 2 + 2 * 65;
  return isKeyAccount ? Signature.from(signature).serialized : signature.toLowerCase();
}
