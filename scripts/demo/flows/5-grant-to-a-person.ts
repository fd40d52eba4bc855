import { createConsumer, type AccessGranted } from "@idos/sdk";
import { tellGrant } from "../tell-receipt.ts";
import type { Scene } from "../cast.ts";
import type { Person } from "./1-join.ts";

export interface Granted {
  readonly granted: AccessGranted;
  /** What Bob can try at any time. */
  readonly bobReads: (atLeast?: number) => Promise<readonly string[]>;
}

/** Bob is refused until Alice's transaction is made: the share alone gives nothing. It grants him one record for a week. */
export async function grantToPerson(
  { story }: Scene,
  { alice, bob, record }: { alice: Person; bob: Person; record: string },
): Promise<Granted> {
  const consumer = createConsumer(bob.session);
  alice.wallet.beforeNextApproval(async () => {
    const [waiting] = await alice.owner.listShares();
    await story.refused("Bob asks while Alice's wallet waits", "ACCESS_NOT_GRANTED", () =>
      consumer.readShare(waiting?.share ?? ""),
    );
  });
  const granted = await story.step(
    "Alice grants him her city: the key is wrapped, her wallet pays",
    async () => {
      const terms = { records: [record], grantee: bob.account, purpose: "So you can send the book" } as const;
      const done = await alice.owner.grant({ ...terms, expiresIn: "7d" });
      tellGrant(story, done);
      return done;
    },
  );
  return {
    granted,
    async bobReads(atLeast) {
      const { records, decidedAt } = await consumer.readShare(
        granted.shareId,
        atLeast === undefined ? {} : { atLeast },
      );
      const read = records.map(({ content }) =>
        JSON.stringify(content.kind === "attribute" ? content.value : {}),
      );
      story.evidence(`reads ${read.join(", ")}, decided at block ${decidedAt?.blockNumber ?? "?"}`);
      return read;
    },
  };
}
