import { signFoundingLink } from "@idos/sdk";
import type { PageConfig } from "../../config/page-config.ts";
import type { OpenSession } from "../../session/open-session.ts";

type Provider = PageConfig["providers"][number];

/** Her wallet signs that its account founds the entry; the provider checks that and makes it at its node. */
export async function makeEntry({ idos }: OpenSession, provider: Provider): Promise<void> {
  const founding = await signFoundingLink(idos.signer);
  const response = await fetch(`${provider.url}/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(founding),
  });
  if (!response.ok) throw new Error(`${provider.name} did not make the entry (status ${response.status}).`);
}
