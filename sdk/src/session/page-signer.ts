import { parseAddress } from "@idos/protocol";
import {
  JsonRpcSigner,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";
import * as z from "zod";
import { IdosError } from "../errors/idos-error.ts";

const accountsSchema = z.array(z.string());

/**
 * A wallet's account as a page uses it. Wallets let the person switch accounts at any time, and some then sign with the
 * other one whatever the page asks: so the account is looked at before each use. Throws WRONG_ACCOUNT,
 * WALLET_DISCONNECTED.
 */
export class PageSigner extends JsonRpcSigner {
  override async signMessage(message: string | Uint8Array): Promise<string> {
    await this.#requireAccount();
    return super.signMessage(message);
  }

  override async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    await this.#requireAccount();
    return super.signTypedData(domain, types, value);
  }

  override async sendTransaction(transaction: TransactionRequest): Promise<TransactionResponse> {
    await this.#requireAccount();
    return super.sendTransaction(transaction);
  }

  async #requireAccount(): Promise<void> {
    const accounts = accountsSchema.safeParse(await this.provider.send("eth_accounts", [])).data ?? [];
    const [current] = accounts;
    if (current === undefined)
      throw new IdosError("WALLET_DISCONNECTED", "The wallet is not connected to this page");
    const account = parseAddress(this.address);
    if (parseAddress(current) === account) return;
    const values = { account, walletAccount: parseAddress(current) };
    throw new IdosError("WRONG_ACCOUNT", "The wallet is switched to another account", values);
  }
}
