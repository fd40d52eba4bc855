import { type WalletBackup, walletBackupTypedData } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { accountOf, signTypedData } from "../session/wallet.ts";
import { recoverTypedDataSigner } from "../verify/typed-data-signer.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

/** A key account that lends its code (EIP-7702) has these bytes and an address in its place. */
const DELEGATED = /^0xef0100[0-9a-f]{40}$/i;

/**
 * The wallet's signature that a backup is wrapped under. Throws WALLET_UNSUITABLE for what is not the account key's own
 * signature, WRONG_ACCOUNT where the wallet was switched, WALLET_REJECTED, WALLET_FAILED.
 */
export async function walletSecret(
  { signer, account }: Pick<KeyRingParts, "signer" | "account">,
  backup: WalletBackup,
): Promise<string> {
  const asked = backup.account;
  const selected = await accountOf(signer);
  if (selected !== asked || account !== asked)
    throw new IdosError("WRONG_ACCOUNT", "The wallet has another account selected", {
      account: asked,
      selected,
    });
  const data = walletBackupTypedData(backup);
  const signature = await signTypedData(signer, data);
  if (recoverTypedDataSigner(data, signature) !== asked) throw unsuitable("not-the-account-key");
  return signature;
}

/** As `walletSecret`, for a backup that is made: twice, since some wallets sign the same thing differently each time. */
export async function provenWalletSecret(
  parts: Pick<KeyRingParts, "signer" | "account" | "deployment">,
  backup: WalletBackup,
): Promise<string> {
  await requireKeyAccount(parts);
  const first = await walletSecret(parts, backup);
  if ((await walletSecret(parts, backup)) !== first) throw unsuitable("signature-varies");
  return first;
}

/** Who signs for a contract account can change, and its signatures with it. */
async function requireKeyAccount({
  signer,
  account,
  deployment,
}: Pick<KeyRingParts, "signer" | "account" | "deployment">): Promise<void> {
  if (signer.provider === null) throw unsuitable("chain-unknown");
  const { chainId } = await signer.provider.getNetwork().catch(unreachable);
  if (chainId !== BigInt(deployment.chainId)) {
    const values = { chainId: deployment.chainId, walletChainId: Number(chainId) };
    throw new IdosError("WRONG_CHAIN", "The wallet is on another chain", values);
  }
  const code = await signer.provider.getCode(account).catch(unreachable);
  if (code !== "0x" && !DELEGATED.test(code)) throw unsuitable("contract-account");
}

function unreachable(cause: unknown): never {
  throw new IdosError("WALLET_FAILED", "The wallet could not ask its chain", {}, { cause });
}

function unsuitable(reason: string): IdosError {
  return new IdosError("WALLET_UNSUITABLE", "The account's signature cannot open a backup", { reason });
}
