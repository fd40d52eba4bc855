import { type Consumer, createIdos, type IdosSession, type Owner } from "@idos/sdk";
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
  const { account, session, owner, consumer } = await createIdos({
    ...{ nodes: config.nodes, signer: provider },
    deployment: { chainId: config.chain.id, contract: config.contract },
    ttlSeconds: SESSION_SECONDS,
    onProgress: announceProgress,
  });
  await session.signIn();
  return { account, wallet, idos: session, owner, consumer };
}
