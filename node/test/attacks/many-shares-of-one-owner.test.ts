import { PATHS, sharePageSchema } from "@idos/protocol";
import { expect } from "chai";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, succeeded } from "../harness/story.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

const SHARES = 5;

describe("attack: many shares of one owner that are granted to nobody", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  it("make a list cost one look at her, however many they are", async () => {
    const { node, provider, alice } = attacked;
    const bob = await createUser(node, provider);
    const version = await store(node, alice);
    for (let count = 0; count < SHARES; count += 1)
      succeeded(await alice.request(await putShare(node, randomId(), alice, bob.account, [version])));
    const asked = node.queries.length;
    const page = succeeded(await bob.request(get(`${PATHS.shares}?as=grantee`)));
    expect(sharePageSchema.parse(page.json).shares).to.deep.equal([]);
    const looks = node.queries.slice(asked).filter((text) => text.includes('from "users"'));
    expect(looks).to.have.length(1);
  });
});
