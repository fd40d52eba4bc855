import { createOwner } from "@idos/sdk";
import { type Scene, signInAtDashboard } from "../cast.ts";
import type { Person } from "./1-join.ts";
import { PASSWORD } from "./2-first-credential.ts";

/** On a new device she signs in with her wallet, types her password, and sees her data. */
export async function view(scene: Scene, alice: Person): Promise<Person> {
  const { story } = scene;
  const session = await story.step("Alice signs in on a new device", () =>
    signInAtDashboard(scene, alice.wallet),
  );
  await story.step("her password opens the backup of her key", () =>
    session.keys.unlock({ password: PASSWORD }),
  );
  const owner = createOwner(session);
  await story.step("the dashboard fetches, verifies and decrypts her data", async () => {
    const { records } = await owner.records.readAll();
    for (const { content, author } of records)
      story.evidence(`${content.kind} ${content.type}, by its ${author.role}`);
  });
  return { ...alice, session, owner };
}
