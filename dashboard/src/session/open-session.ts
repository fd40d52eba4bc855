import { type Consumer, createConsumer, createOwner, type IdosSession, type Owner, signIn } from "@idos/sdk";
import type { PageConfig } from "../config/page-config.ts";
import { ensureChain } from "../wallet/ensure-chain.ts";
import type { KnownWallet } from "../wallet/known-wallets.ts";
import { announceProgress } from "./progress.ts";

/** A person who has signed in with her wallet. */
export interface OpenSession {
  readonly account: string;
  readonly wallet: KnownWallet;
  readonly idos: IdosSession;
  readonly owner: Owner;
  readonly consumer: Consumer;
}

const SESSION_SECONDS = 8 * 3_600;

/** Asks the wallet for an account and one signature. */
export async function openSession(wallet: KnownWallet, config: PageConfig): Promise<OpenSession> {
  const { provider } = wallet;
  await provider.request({ method: "eth_requestAccounts" });
  await ensureChain(provider, config.chain);
  const idos = await signIn({
    node: config.nodes[0] ?? "",
    signer: provider,
    deployment: { chainId: config.chain.id, contract: config.contract },
    ttlSeconds: SESSION_SECONDS,
    onProgress: announceProgress,
  });
  return { account: idos.account, wallet, idos, owner: createOwner(idos), consumer: createConsumer(idos) };
}
