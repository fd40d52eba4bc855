import { PATHS, publicUserSchema } from "@idos/protocol";
import { expect } from "chai";
import { getAddress } from "ethers";
import { type Actor } from "../harness/actor.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { createUser, foundingLink, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

describe("an address in another spelling", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    alice = await createUser(node, provider);
  });
  after(() => node.stop());

  /** 0x and upper-case digits: EIP-55 has no word on an address without mixed case. */
  const upper = (address: string): string => `0x${address.slice(2).toUpperCase()}`;

  it("is the same account: no second entry comes of it", async () => {
    for (const spell of [getAddress, upper]) {
      const founding = await foundingLink(node, alice.wallet);
      const link = { ...founding.link, account: spell(alice.account), linkedBy: spell(alice.account) };
      const answer = await provider.request(jsonRequest("POST", PATHS.users, { ...founding, link }));
      expect(answer.outcome).to.equal("409 ACCOUNT_TAKEN");
    }
  });

  it("finds the same user, who is told in one spelling", async () => {
    for (const spelled of [alice.account, getAddress(alice.account), upper(alice.account)]) {
      const answer = succeeded(await alice.request(get(`/v1/users/${spelled}`)));
      const found = publicUserSchema.parse(answer.json);
      expect(found.userId).to.equal(alice.userId);
      expect(JSON.stringify(answer.json)).to.contain(`"account":"${alice.account}"`);
    }
  });

  it("is none with a wrong checksum, wherever it stands", async () => {
    const right = getAddress(alice.account);
    const at = 2 + right.slice(2).search(/[a-f]/i);
    const digit = right.charAt(at);
    const flipped = digit === digit.toLowerCase() ? digit.toUpperCase() : digit.toLowerCase();
    const wrong = right.slice(0, at) + flipped + right.slice(at + 1);
    expect((await alice.request(get(`/v1/users/${wrong}`))).outcome).to.equal("400 MALFORMED_REQUEST");
    const founding = await foundingLink(node, alice.wallet);
    const link = { ...founding.link, account: wrong };
    const answer = await provider.request(jsonRequest("POST", PATHS.users, { ...founding, link }));
    expect(answer.outcome).to.equal("400 MALFORMED_REQUEST");
  });
});
