import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { type Answer, get, type Sent } from "../harness/exchange.ts";
import { createUser, keyBackup, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

const AT_ONCE = 16;

/** Mallory reads a request of Alice's on its way. Proofs made wrong from the start are in http/refusals/proofs.test.ts. */
describe("a captured proof", () => {
  let node: TestNode;
  let alice: User;
  before(async () => {
    node = await startTestNode();
    alice = await createUser(node, await signedInProvider(node));
  });
  after(() => node.stop());

  const outcomes = (answers: readonly Answer[]): string[] => answers.map(({ outcome }) => outcome).sort();

  it("serves once, however many times at once it is sent", async () => {
    const sent = keyBackup("one");
    const authorization = await alice.authorize(sent);
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => alice.request(sent, { authorization })),
    );
    expect(outcomes(answers)).to.deep.equal([
      "204",
      ...Array<string>(AT_ONCE - 1).fill("401 PROOF_REPLAYED"),
    ]);
  });

  it("is not used up by whoever sends it where it does not belong", async () => {
    const sent = keyBackup("two");
    const authorization = await alice.authorize(sent);
    await alice.request(keyBackup("three"), { authorization });
    succeeded(await alice.request(sent, { authorization }));
  });

  it("serves no other path, query, method or body", async () => {
    const sent = keyBackup("four");
    const authorization = await alice.authorize(sent);
    const elsewhere: readonly Sent[] = [
      { ...sent, path: PATHS.keyBackup("five") },
      { ...sent, path: `${sent.path}?` },
      { ...sent, path: sent.path.replace("four", "%66our") },
      { ...keyBackup("four") },
      { method: "DELETE", path: sent.path },
      get(PATHS.keyBackups),
    ];
    const before = await node.databaseDigest();
    for (const moved of elsewhere) {
      const { outcome } = await alice.request(moved, { authorization });
      expect(outcome, `${moved.method} ${moved.path}`).to.equal("401 PROOF_INVALID");
    }
    expect(await node.databaseDigest()).to.equal(before);
  });
});
