import type { AccessGranted } from "@idos/sdk";
import { z } from "zod";
import { callServer } from "../call-server.ts";
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
  await story.step("the backend reads, verifies issuer, holder and expiry, and decides", () =>
    askForLoan(scene, granted),
  );
  await story.step("Alice revokes", async () => {
    const { receipt } = await alice.owner.revoke(granted.shareId);
    tellReceipt(story, receipt);
  });
  await story.refused("the backend asks after the revocation", "ACCESS_NOT_GRANTED", () =>
    askForLoan(scene, granted),
  );
  const again = await approve(scene, alice, terms);
  await story.step("granted anew, it reads again", () => askForLoan(scene, again));
  await story.step("Alice deletes the credential: envelope and keys are destroyed", () =>
    alice.owner.records.delete(credential),
  );
  await story.refused("the backend asks after the deletion", "RECORD_DELETED", () =>
    askForLoan(scene, again),
  );
}

async function askForLoan(scene: Scene, { shareId, readableFromBlock }: AccessGranted): Promise<void> {
  const url = `${scene.stack.dapp.url}/api/loans`;
  const answer = await callServer(scene, url, { shareId, atLeast: readableFromBlock });
  const { outcome } = z.object({ outcome: z.string() }).parse(answer);
  scene.story.evidence(`the loan is ${outcome}`);
  if (outcome !== "approved") throw new Error(`the loan is ${outcome}`);
}
