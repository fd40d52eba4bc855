import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { connectRedis } from "@idos/indexer";
import { ownRedis, testRedis } from "../../../test/harness/redis.ts";
import { RATE_WINDOW_SECONDS, type RateSettings } from "../../src/http/rate-limits.ts";
import { redisRateLimits } from "../../src/redis/redis-rate-limits.ts";
import { createActor } from "../harness/actor.ts";
import { type Answer, exchange, get } from "../harness/exchange.ts";
import { createUser, keyBackup, signedInProvider, succeeded } from "../harness/story.ts";
import { startTestNode, type TestNode, type TestNodeOptions } from "../harness/test-node.ts";

const FEW: RateSettings = { "sign-in": 2, read: 2, write: 2, upload: 2, "refused-proof": 2 };

async function withNode(options: TestNodeOptions, test: (node: TestNode) => Promise<void>): Promise<void> {
  const node = await startTestNode(options);
  try {
    await test(node);
  } finally {
    await node.stop();
  }
}

async function outcomes(count: number, send: () => Promise<Answer>): Promise<string[]> {
  const answers: string[] = [];
  for (let index = 0; index < count; index += 1) answers.push((await send()).outcome);
  return answers;
}

describe("limits on the rate of requests", () => {
  it("count an account's reads over all its sessions, tell how many are left, and when there are more", () =>
    withNode({ ratesPerMinute: { read: 3 } }, async (node) => {
      const alice = await createUser(node, await signedInProvider(node));
      const second = await createActor(node, alice.wallet);
      succeeded(await second.signIn());
      const first = succeeded(await alice.request(get(PATHS.me)));
      expect(first.headers.get("ratelimit-policy")).to.equal(`"read";q=3;w=${RATE_WINDOW_SECONDS}`);
      expect(first.headers.get("ratelimit")).to.match(/^"read";r=2;t=\d+$/);
      succeeded(await second.request(get(PATHS.me)));
      succeeded(await alice.request(get(PATHS.records)));
      const refused = await second.request(get(PATHS.me));
      expect(refused.outcome).to.equal("429 RATE_LIMITED");
      expect(Number(refused.headers.get("retry-after"))).to.be.within(1, RATE_WINDOW_SECONDS);
      succeeded(await alice.request(keyBackup("password")));
    }));

  it("leave other accounts alone, and count no stranger's request for an account", () =>
    withNode({ ratesPerMinute: { read: 1 } }, async (node) => {
      const provider = await signedInProvider(node);
      const [alice, bob] = [await createUser(node, provider), await createUser(node, provider)];
      const forged = () => alice.request(get(PATHS.me), { claims: { htu: "/v1/other" } });
      expect(await outcomes(3, forged)).to.deep.equal(Array(3).fill("401 PROOF_INVALID"));
      succeeded(await alice.request(get(PATHS.me)));
      expect((await alice.request(get(PATHS.me))).outcome).to.equal("429 RATE_LIMITED");
      succeeded(await bob.request(get(PATHS.me)));
    }));

  it("count sign-ins and open answers by client address, which only trusted proxies may name", async () => {
    const ask = (node: TestNode, from: string): Promise<Answer> =>
      exchange(node.origin, { method: "POST", path: PATHS.challenges }, { "x-forwarded-for": from });
    await withNode({ ratesPerMinute: FEW }, async (node) => {
      const answers = [
        await ask(node, "192.0.2.1"),
        await ask(node, "192.0.2.2"),
        await ask(node, "192.0.2.3"),
      ];
      expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 429]);
      expect(await outcomes(3, () => exchange(node.origin, get(PATHS.info)))).to.deep.equal([
        ...["200", "200", "429 RATE_LIMITED"],
      ]);
    });
    await withNode({ ratesPerMinute: FEW, trustedProxies: 1 }, async (node) => {
      const lie = (last: string): Promise<Answer> => ask(node, `192.0.2.${Math.random()}, ${last}`);
      expect(await outcomes(3, () => lie("198.51.100.1"))).to.deep.equal(["201", "201", "429 RATE_LIMITED"]);
      expect((await lie("198.51.100.2")).outcome).to.equal("201");
    });
  });

  it("stop whoever guesses at proofs, by address and before a proof is looked at", () =>
    withNode({ ratesPerMinute: { "refused-proof": 2 } }, async (node) => {
      const alice = await createUser(node, await signedInProvider(node));
      const guess = () => exchange(node.origin, get(PATHS.me), { authorization: "IdOS a.b.c" });
      expect(await outcomes(3, guess)).to.deep.equal(Array(3).fill("401 PROOF_INVALID"));
      const refused = await guess();
      expect(refused.outcome).to.equal("429 RATE_LIMITED");
      expect(Number(refused.headers.get("retry-after"))).to.be.within(1, RATE_WINDOW_SECONDS);
      expect((await alice.request(get(PATHS.me))).outcome).to.equal("429 RATE_LIMITED");
      succeeded(await exchange(node.origin, get(PATHS.info)));
      node.clock.aheadMs = RATE_WINDOW_SECONDS * 1000;
      succeeded(await alice.request(get(PATHS.me)));
    }));
});

describe("counting requests in Redis", () => {
  it("counts together what two processes see, and forgets it with the window", async () => {
    const { url, prefix } = await testRedis();
    const [one, two] = [connectRedis(url, () => undefined), connectRedis(url, () => undefined)];
    try {
      await Promise.all([one.ping(), two.ping()]);
      const [a, b] = [redisRateLimits(one, prefix, FEW), redisRateLimits(two, prefix, FEW)];
      const turns = [await a.take("read", "x"), await b.take("read", "x"), await a.take("read", "x")];
      expect(turns.map(({ allowed }) => allowed)).to.deep.equal([true, true, false]);
      expect((await b.take("write", "x")).allowed).to.equal(true);
      const keys = await one.keys(`${prefix}rate:*`);
      expect(keys).to.have.length(2);
      for (const key of keys) expect(await one.ttl(key)).to.be.within(1, RATE_WINDOW_SECONDS);
    } finally {
      one.disconnect();
      two.disconnect();
    }
  });

  it("takes one command for each request", async () => {
    const redis = await ownRedis({ appendOnly: false });
    const connection = connectRedis(redis.url, () => undefined);
    try {
      await connection.ping();
      const limits = redisRateLimits(connection, "", { ...FEW, read: 1_000 });
      const calls = async (): Promise<number> => {
        const stats = await connection.info("commandstats");
        return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
      };
      await limits.take("read", "x");
      const begun = await calls();
      for (let index = 0; index < 50; index += 1) await limits.take("read", "x");
      expect((await calls()) - begun).to.equal(50);
    } finally {
      connection.disconnect();
      await redis.remove();
    }
  });

  it("goes on in the process while Redis is away", async () => {
    const redis = await ownRedis({ appendOnly: false });
    const connection = connectRedis(redis.url, () => undefined);
    try {
      await connection.ping();
      const limits = redisRateLimits(connection, "", FEW);
      await limits.take("read", "x");
      await redis.kill();
      const turns = [
        await limits.take("read", "y"),
        await limits.take("read", "y"),
        await limits.take("read", "y"),
      ];
      expect(turns.map(({ allowed }) => allowed)).to.deep.equal([true, true, false]);
    } finally {
      connection.disconnect();
      await redis.remove();
    }
  });
});
