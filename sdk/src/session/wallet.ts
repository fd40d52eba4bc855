import { parseAddress, type Address, type TypedData } from "@idos/protocol";
import { isError, Signature, type Signer } from "ethers";
import { IdosError } from "../errors/idos-error.ts";

/** EIP-1193's codes: the person rejected; the page is not authorized; disconnected from all chains, or from this one. */
const REJECTED = 4001;
const DISCONNECTED: readonly number[] = [4100, 4900, 4901];

/** What a wallet means by its error; null where it is something else. */
export function walletError(cause: unknown): IdosError | null {
  if (cause instanceof IdosError) return cause;
  const codes = codesIn(cause);
  if (isError(cause, "ACTION_REJECTED") || codes.includes(REJECTED))
    return new IdosError("WALLET_REJECTED", "The person declined in the wallet", {}, { cause });
  if (codes.some((code) => DISCONNECTED.includes(code)))
    return new IdosError("WALLET_DISCONNECTED", "The wallet is not connected to this page", {}, { cause });
  return null;
}

/** The wallet's own code, and the one that ethers keeps of it where it does not know what it means. */
function codesIn(cause: unknown): readonly number[] {
  const own = codeOf(cause);
  const kept = isError(cause, "UNKNOWN_ERROR") ? codeOf(cause.error) : undefined;
  return [own, kept].filter((code) => code !== undefined);
}

function codeOf(error: unknown): number | undefined {
  const isCoded = typeof error === "object" && error !== null && "code" in error;
  return isCoded && typeof error.code === "number" ? error.code : undefined;
}

async function askWallet<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    throw walletError(cause) ?? new IdosError("WALLET_FAILED", "The wallet could not sign", {}, { cause });
  }
}

export async function accountOf(signer: Signer): Promise<Address> {
  return parseAddress(await askWallet(() => signer.getAddress()));
}

/** An EIP-191 signature. Throws WALLET_REJECTED, WALLET_DISCONNECTED, WRONG_ACCOUNT or WALLET_FAILED. */
export async function signText(signer: Signer, text: string): Promise<string> {
  return askWallet(async () => canonicalSignature(await signer.signMessage(text)));
}

/** An EIP-712 signature. Throws as `signText` does. */
export async function signTypedData(signer: Signer, typedData: TypedData): Promise<string> {
  const { domain, types, message } = typedData;
  return askWallet(async () => canonicalSignature(await signer.signTypedData(domain, types, message)));
}

/** Wallets differ in letter case and in v being 0 or 27; the wire knows one spelling. */
function canonicalSignature(signature: string): string {
  const isKeyAccount = signature.length === 2 + 2 * 65;
  return isKeyAccount ? Signature.from(signature).serialized : signature.toLowerCase();
}
