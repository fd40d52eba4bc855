import { type IdosSession, signIn } from "@idos/sdk";
import type { Signer } from "ethers";
import type { Stack } from "../stack/start-stack.ts";
import type { Story } from "./story.ts";
import { Wallet } from "./wallet.ts";

/** Everything that a flow of the story happens in. */
export interface Scene {
  readonly story: Story;
  readonly stack: Stack;
}

/** How many characters of an id a person can compare at a glance. */
const SHORT = 10;

export function short(id: string): string {
  return `${id.slice(0, SHORT)}…`;
}

/** Signs in as a person at a page does, and tells each HTTP call. */
export function signInAtDashboard({ stack, story }: Scene, signer: Signer): Promise<IdosSession> {
  return signIn({
    node: stack.node.url,
    signer,
    deployment: stack.deployment,
    pageOrigin: stack.dashboardOrigin,
    // Longer than a node takes to come back when somebody kills it in the middle of the story.
    unreachableMs: 30_000,
    onRequest: (call) => story.request({ ...call, path: call.path.replace(/0x[0-9a-f]{64}/g, short) }),
  });
}

/** A wallet that is connected to the local chain, signs and pays. */
export function walletOn({ stack }: Scene, signer: Signer): Wallet {
  return new Wallet(signer.connect(stack.provider));
}
