import { type IdosSession, isIdosError, signFoundingLink } from "@idos/sdk";

/**
 * Once in a dApp's life: a provider makes its entry, and it publishes the key that users wrap for. Later starts
 * find both there.
 */
export async function joinOnce(session: IdosSession, seed: Uint8Array, providerUrl: string): Promise<void> {
  await session.keys.useSeed(seed);
  const keys = await publishedKeys(session);
  if (keys === "no-entry") {
    const founding = await signFoundingLink(session.signer);
    const response = await fetch(`${providerUrl}/entries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(founding),
    });
    if (!response.ok) throw new Error(`the provider made no entry: ${await response.text()}`);
  }
  if (keys !== "published") await session.keys.publish();
}

async function publishedKeys(session: IdosSession): Promise<"no-entry" | "none" | "published"> {
  try {
    return (await session.user()).keys === null ? "none" : "published";
  } catch (error) {
    if (isIdosError(error, "NO_USER")) return "no-entry";
    throw error;
  }
}
