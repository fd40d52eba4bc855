import type { AccessGranted } from "@idos/sdk";
import { z } from "zod";
import { LOCAL_ACTORS } from "../../stack/actors.ts";
import { applyForLoan } from "../apply-for-loan.ts";
import type { Scene } from "../cast.ts";
import { tellReceipt } from "../tell-receipt.ts";
import type { Person } from "./1-join.ts";
import { approve, type DappAccess } from "./7-grant-to-a-dapp.ts";

/** The backend reads with its own key at any time, until she revokes or deletes. */
export async function dappReads(
  scene: Scene,
  { alice, credential, access }: { alice: Person; credential: string; access: DappAccess },
): Promise<void> {
  const { story } = scene;
  const { terms, granted } = access;
  const decide = (access: AccessGranted) => askForLoan(scene, alice, access);
  await story.step("she signs her application; the backend reads, verifies and decides", () =>
    decide(granted),
  );
  await story.refused("Bob applies with her share, whose id the chain shows", "SHARE_OF_ANOTHER", () =>
    applyForLoan(scene, LOCAL_ACTORS.bob, { shareId: granted.shareId }),
  );
  await story.step("Alice revokes", async () => {
    const { receipt } = await alice.owner.revoke(granted.shareId);
    tellReceipt(story, receipt);
  });
  await story.refused("the backend asks after the revocation", "ACCESS_NOT_GRANTED", () => decide(granted));
  const again = await approve(scene, alice, terms);
  await story.step("granted anew, it reads again", () => decide(again));
  await story.step("Alice deletes the credential: envelope and keys are destroyed", () =>
    alice.owner.records.delete(credential),
  );
  await story.refused("the backend asks after the deletion", "RECORD_DELETED", () => decide(again));
}

async function askForLoan(
  scene: Scene,
  { wallet }: Person,
  { shareId, readableFromBlock: atLeast }: AccessGranted,
): Promise<void> {
  const answer = await applyForLoan(scene, wallet, { shareId, atLeast });
  const { outcome } = z.object({ outcome: z.string() }).parse(answer);
  scene.story.evidence(`the loan is ${outcome}`);
  if (outcome !== "approved") throw new Error(`the loan is ${outcome}`);
}
