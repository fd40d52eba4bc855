import type { Scene } from "../cast.ts";
import { tellReceipt } from "../tell-receipt.ts";
import type { Person } from "./1-join.ts";
import type { Granted } from "./5-grant-to-a-person.ts";

/** Bob reads what was granted, follows a change of it, and is refused after the revocation. */
export async function bobReads(
  { story }: Scene,
  { alice, record, access }: { alice: Person; record: string; access: Granted },
): Promise<void> {
  const { granted, bobReads: read } = access;
  await story.step("Bob reads as soon as the grant is confirmed", () =>
    expectRead(read, granted.readableFromBlock, "Porto"),
  );
  await story.step("Alice moves again; Bob's key is wrapped anew in the same write", () =>
    alice.owner.records.update(record, "Faro"),
  );
  await story.step("Bob reads the new city, with no new transaction", () =>
    expectRead(read, undefined, "Faro"),
  );
  await story.step("Alice revokes: her wallet pays, the share's keys are destroyed", async () => {
    const { receipt } = await alice.owner.revoke(granted.shareId);
    tellReceipt(story, receipt);
  });
  await story.refused("Bob asks again", "ACCESS_NOT_GRANTED", () => read());
}

async function expectRead(
  read: Granted["bobReads"],
  atLeast: number | undefined,
  due: string,
): Promise<void> {
  const got = await read(atLeast);
  if (got.length !== 1 || got[0] !== JSON.stringify(due))
    throw new Error(`Bob read ${got.join()}, not ${due}`);
}
