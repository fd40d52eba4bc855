import { type IdosSession, isIdosError, signFoundingLink } from "@idos/sdk";

/**
 * Once in a dApp's life: a provider makes its entry, and it publishes the key that users wrap for. Later starts
 * find both there.
 */
export async function joinOnce(session: IdosSession, seed: Uint8Array, providerUrl: string): Promise<void> {
  if (!(await hasEntry(session))) {
    const founding = await signFoundingLink(session.signer);
    const response = await fetch(`${providerUrl}/entries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(founding),
    });
    if (!response.ok) throw new Error(`the provider made no entry: ${await response.text()}`);
  }
  await session.keys.useSeed(seed);
  if ((await session.user()).keys === null) await session.keys.publish();
}

async function hasEntry(session: IdosSession): Promise<boolean> {
  try {
    await session.user();
    return true;
  } catch (error) {
    if (isIdosError(error, "NO_USER")) return false;
    throw error;
  }
}
