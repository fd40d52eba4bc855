import { createIdos, type IdosSession, isIdosError, signFoundingLink } from "@idos/sdk";
import * as z from "zod";
import { call } from "../../page/call.ts";
import { connectWallet } from "../../page/connect-wallet.ts";
import { say } from "../../page/notice.ts";
import type { Person } from "../person.ts";

const aboutSchema = z.object({
  account: z.string(),
  node: z.url(),
  deployment: z.object({ chainId: z.int(), contract: z.string() }),
});

/** Her wallet signs in and lets the issuer add one record; resolves with the application's id. */
export async function apply(person: Person, progress: HTMLElement): Promise<string> {
  const { account: issuer, node, deployment } = await call("/about", aboutSchema);
  const signer = await connectWallet(progress);
  say(progress, "plain", "Sign in with your wallet.");
  const idos = await createIdos({ nodes: [node], signer, deployment, scopes: ["read"] });
  try {
    await requireEntry(idos.session, progress);
    say(progress, "plain", "Let us add the credential to your data: sign once more.");
    const writeGrant = await idos.owner.allowIssuer({ issuer });
    const body = { ...person, writeGrant };
    return (await call("/applications", z.object({ id: z.string() }), { body })).id;
  } finally {
    await idos.signOut().catch(() => undefined);
  }
}

/** Throws RECIPIENT_HAS_NO_KEY where she has published no key that the credential could be encrypted to. */
async function requireEntry(session: IdosSession, progress: HTMLElement): Promise<void> {
  const user = await session.user().catch((error: unknown) => {
    if (isIdosError(error, "NO_USER")) return undefined;
    throw error;
  });
  if (user === undefined) {
    say(progress, "plain", "You are new here: your wallet signs that you begin an entry.");
    const body = await signFoundingLink(session.signer);
    await call("/entries", z.object({ userId: z.string() }), { body });
  }
  if (user === undefined || user.keys === null) throw new NoKeys();
}

/** She has no keys yet, and only her dashboard makes them. */
export class NoKeys extends Error {
  override readonly name = "NoKeys";
}

const stateSchema = z.object({ state: z.enum(["pending", "issued", "denied", "revoked"]) });
const ASK_EVERY_MS = 1_000;

/** Resolves when somebody has decided. */
export async function untilDecided(
  id: string,
): Promise<Exclude<z.output<typeof stateSchema>["state"], "pending">> {
  for (;;) {
    const { state } = await call(`/applications/${id}`, stateSchema);
    if (state !== "pending") return state;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
