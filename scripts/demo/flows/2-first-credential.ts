import { z } from "zod";
import { callServer } from "../call-server.ts";
import { type Scene, short } from "../cast.ts";
import type { Person } from "./1-join.ts";

export const PASSWORD = "correct horse battery staple";

/** What Alice tells the issuer; nothing of it may stand readable at the node. */
export const ALICE = { name: "Alice Liddell", birthDate: "1992-05-04", country: "PT" };

/** Makes a key pair on the device, backs it up twice and publishes its public half, signed by the wallet. */
export async function makeKeys({ story }: Scene, { name, session }: Person): Promise<void> {
  await story.step(`${name}'s device makes an idOS key pair`, () => session.keys.create());
  await story.step("it is backed up under a key derived from a password (Argon2id)", () =>
    session.keys.backUpWithPassword(PASSWORD),
  );
  await story.step("and under one derived from a recovery code, shown once", async () => {
    await session.keys.backUpWithRecoveryCode(({ code, groups, asked }) => {
      story.evidence(code.replaceAll(/[0-9A-Z]{4}-(?=.*-)/g, "····-"));
      const [first, second] = asked;
      return Promise.resolve([groups[first - 1] ?? "", groups[second - 1] ?? ""]);
    });
  });
  await story.step("the wallet signs the public key, so that no node can swap it", async () => {
    await session.keys.publish();
    story.evidence(`X25519 ${short(session.keys.current().encryptionKey)}`);
  });
}

/** The issuer gets Alice's permission, seals a credential to her key and leaves it in her data. */
export async function firstCredential(scene: Scene, alice: Person): Promise<string> {
  const { story, stack } = scene;
  await makeKeys(scene, alice);
  const writeGrant = await story.step(
    "Alice's wallet lets the issuer add one record, for an hour",
    async () => {
      const answer = await callServer(scene, stack.issuer.url);
      return alice.owner.allowIssuer({ issuer: z.object({ account: z.string() }).parse(answer).account });
    },
  );
  return story.step("the issuer signs a credential and encrypts it to her key", async () => {
    const answer = await callServer(scene, `${stack.issuer.url}/credentials`, { writeGrant, ...ALICE });
    const { recordId } = z.object({ recordId: z.string() }).parse(answer);
    story.evidence(`record ${short(recordId)}`);
    return recordId;
  });
}
