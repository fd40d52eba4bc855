import { AbstractSigner, BrowserProvider, type Eip1193Provider, type Signer } from "ethers";
import { IdosError } from "../errors/idos-error.ts";
import { PageSigner } from "./page-signer.ts";
import { walletError } from "./wallet.ts";

/** Who signs: an ethers v6 signer, or the EIP-1193 provider of a wallet in a page. */
export type SignerSource = Signer | Eip1193Provider;

/**
 * The signer, or one for the account that the wallet has connected to this page, which it is asked for. Throws
 * WALLET_REJECTED, WALLET_DISCONNECTED, WALLET_FAILED.
 */
export async function signerOf(source: SignerSource): Promise<Signer> {
  if (!isProvider(source)) return source;
  // "any": a wallet that changes its chain is said so by WRONG_CHAIN, not by an error of the provider's.
  const provider = new BrowserProvider(source, "any");
  try {
    const { address } = await provider.getSigner();
    return new PageSigner(provider, address);
  } catch (cause) {
    throw walletError(cause) ?? new IdosError("WALLET_FAILED", "The wallet names no account", {}, { cause });
  }
}

function isProvider(source: SignerSource): source is Eip1193Provider {
  return !(source instanceof AbstractSigner) && "request" in source;
}
