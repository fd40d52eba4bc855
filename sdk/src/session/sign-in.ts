import type { IdosSession } from "./idos-session.ts";
import { createSession } from "./create-session.ts";
import type { SessionOptions } from "./session-options.ts";
import { signerOf, type SignerSource } from "./signer-source.ts";

/** Where a session is opened, as whom, and for which contract. */
export interface SignInOptions extends Omit<SessionOptions, "nodes"> {
  /** The node's origin, such as "https://node.example". */
  readonly node: string;
  /** Any ethers v6 signer, or an EIP-1193 provider; its account is who signs in. */
  readonly signer: SignerSource;
}

/**
 * Signs in at one node, now: `createIdos` without its faces. Throws ARGUMENT_INVALID, WALLET_REJECTED, NODE_UNREACHABLE,
 * NODE_LIED, or the node's refusal.
 */
export async function signIn({ node, signer, ...options }: SignInOptions): Promise<IdosSession> {
  const session = await createSession(await signerOf(signer), { ...options, nodes: [node] });
  await session.signIn();
  return session;
}
