import { parseAddress, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { ownRedis } from "../../../test/harness/redis.ts";
import { exchange, get } from "../harness/exchange.ts";
import { createUser, signedInProvider, succeeded } from "../harness/story.ts";
import { startTestNode } from "../harness/test-node.ts";

describe("a node whose stores fail", () => {
  it("says so while Redis is away, tells no more, and serves again when it is back", async () => {
    let redis = await ownRedis({ appendOnly: false });
    const node = await startTestNode({ redis: { url: redis.url, prefix: "outage:" } });
    try {
      const alice = await createUser(node, await signedInProvider(node));
      succeeded(await alice.request(get(PATHS.me)));
      await redis.kill();
      const answers = [
        await alice.request(get(PATHS.me)),
        await exchange(node.origin, { method: "POST", path: PATHS.challenges }),
        await exchange(node.origin, get(PATHS.status)),
      ];
      for (const answer of answers) {
        expect(answer.outcome).to.equal("503 DEPENDENCY_UNAVAILABLE");
        expect(answer.headers.get("retry-after")).to.equal("1");
        expect(new TextDecoder().decode(answer.bytes)).not.to.match(/redis|ECONN|127\.0\.0\.1/i);
      }
      redis = await redis.restart();
      await node.indexer.caughtUp();
      succeeded(await alice.request(get(PATHS.me)));
    } finally {
      await node.stop();
      await redis.remove();
    }
  });

  it("answers its own fault with a constant text", async () => {
    const node = await startTestNode();
    try {
      const alice = await createUser(node, await signedInProvider(node));
      await node.breakDatabase("records");
      const answer = await alice.request(get(PATHS.records));
      expect(answer.outcome).to.equal("500 INTERNAL");
      expect(new TextDecoder().decode(answer.bytes)).not.to.match(/records|relation|select/i);
    } finally {
      await node.stop();
    }
  });

  it("logs its own fault without the accounts that the request was about", async () => {
    const node = await startTestNode();
    try {
      const alice = await createUser(node, await signedInProvider(node));
      await node.breakDatabase("key_bindings");
      const grantee = parseAddress(Wallet.createRandom().address);
      const before = node.logged.length;
      const answer = await alice.request(get(PATHS.userByAccount(grantee)));
      expect(answer.outcome).to.equal("500 INTERNAL");
      const failure = node.logged.slice(before).find((line) => line.includes("request failed")) ?? "";
      expect(failure).to.include('"code":"42P01"').and.to.include('"requestId":');
      expect(failure).not.to.match(/0x[0-9a-f]{40}(?![0-9a-f])|"(?:params|query)"/);
    } finally {
      await node.stop();
    }
  });
});
