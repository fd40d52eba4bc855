import { LOCAL_ACTORS } from "../stack/actors.ts";
import type { Scene } from "./cast.ts";
import { join } from "./flows/1-join.ts";
import { firstCredential, makeKeys } from "./flows/2-first-credential.ts";
import { view } from "./flows/3-view.ts";
import { change } from "./flows/4-change.ts";
import { grantToPerson } from "./flows/5-grant-to-a-person.ts";
import { bobReads } from "./flows/6-bob-reads.ts";
import { grantToDapp } from "./flows/7-grant-to-a-dapp.ts";
import { dappReads } from "./flows/8-the-dapp-reads.ts";
import { nothingReadable } from "./flows/nothing-readable.ts";

/** Alice's grant to Bob, which she revoked. */
export interface PlayedGrant {
  readonly owner: string;
  readonly grantee: string;
  readonly shareId: string;
}

/** The eight flows, one after the other; throws where one does not do what it must. */
export async function play(scene: Scene): Promise<PlayedGrant> {
  const { story } = scene;
  const newcomer = await story.flow("1  Alice joins", () => join(scene, "Alice", LOCAL_ACTORS.alice));
  const credential = await story.flow("2  Her first credential", () => firstCredential(scene, newcomer));
  const alice = await story.flow("3  She views her data", () => view(scene, newcomer));
  const record = await story.flow("4  She changes it", () => change(scene, alice));
  const access = await story.flow("5  She grants some of it to Bob", async () => {
    const bob = await join(scene, "Bob", LOCAL_ACTORS.bob);
    await makeKeys(scene, bob);
    return grantToPerson(scene, { alice, bob, record });
  });
  await story.flow("6  Bob reads, until she revokes", () => bobReads(scene, { alice, record, access }));
  const dappAccess = await story.flow("7  She grants to a dApp, on its own page", () =>
    grantToDapp(scene, alice),
  );
  await story.flow("8  The dApp reads, until she revokes or deletes", () =>
    dappReads(scene, { alice, credential, access: dappAccess }),
  );
  await story.flow("What the node holds", () => nothingReadable(scene, alice.account.toLowerCase()));
  const { shareId } = access.granted;
  return { owner: alice.account, grantee: LOCAL_ACTORS.bob.address, shareId };
}
