import { createOwner, type IdosSession, type Owner, signFoundingLink } from "@idos/sdk";
import type { Signer } from "ethers";
import { callServer } from "../call-server.ts";
import { type Scene, short, signInAtDashboard, walletOn } from "../cast.ts";
import type { Wallet } from "../wallet.ts";

export interface Person {
  readonly name: string;
  readonly account: string;
  readonly wallet: Wallet;
  readonly session: IdosSession;
  readonly owner: Owner;
}

/** A provider makes her entry; one signature signs her in. */
export async function join(scene: Scene, name: string, key: Signer): Promise<Person> {
  const { story, stack } = scene;
  const wallet = walletOn(scene, key);
  const account = await wallet.getAddress();
  const founding = await story.step(`${name}'s wallet signs that its account founds the entry`, async () => {
    const signed = await signFoundingLink(wallet);
    story.evidence(`user ${short(signed.link.userId)}, account ${account}`);
    return signed;
  });
  await story.step("the provider checks the signature and makes the entry at its node", () =>
    callServer(scene, `${stack.issuer.url}/entries`, founding),
  );
  return story.step(`${name} opens the dashboard: one signature signs in`, async () => {
    const session = await signInAtDashboard(scene, wallet);
    const owner = createOwner(session);
    await owner.me();
    return { name, account, wallet, session, owner };
  });
}
