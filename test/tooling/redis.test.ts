import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askRedis } from "../../scripts/redis/ask-redis.ts";
import { startRedis } from "../../scripts/redis/start-redis.ts";
import { ownRedis, testRedis } from "../harness/redis.ts";

describe("Redis for the demo and the tests", () => {
  it("is one server for all tests, with keys of their own", async () => {
    const [one, other] = await Promise.all([testRedis(), testRedis()]);
    expect(one.url).to.equal(other.url);
    expect(one.prefix).to.not.equal(other.prefix);
  });

  it("never evicts a key", async () => {
    const redis = await ownRedis({ appendOnly: false });
    try {
      expect(await askRedis(redis.port, "CONFIG GET maxmemory-policy")).to.contain("noeviction");
    } finally {
      await redis.remove();
    }
  });

  it("keeps acknowledged writes across SIGKILL when it appends, on the same port", async () => {
    let redis = await ownRedis({ appendOnly: true });
    try {
      expect(await askRedis(redis.port, "SET key kept")).to.contain("+OK");
      await redis.kill();
      redis = await redis.restart();
      expect(await askRedis(redis.port, "GET key")).to.contain("kept");
    } finally {
      await redis.remove();
    }
  });

  it("works in a folder with a space in its name, and keeps nothing there without appending", async () => {
    const folder = await mkdtemp(join(tmpdir(), "idos redis "));
    try {
      const redis = await startRedis({ folder, appendOnly: false });
      expect(await askRedis(redis.port, "SET key lost")).to.contain("+OK");
      await redis.stop();
      const again = await startRedis({ folder, appendOnly: false, port: redis.port });
      expect(await askRedis(again.port, "EXISTS key")).to.contain(":0");
      await again.stop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("does not take another server on the same port for its own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "idos-redis-"));
    const first = await ownRedis({ appendOnly: false });
    try {
      const second = await startRedis({ folder, appendOnly: false, port: first.port }).then(
        () => "started",
        (error: unknown) => String(error),
      );
      expect(second).to.match(/did not start on port/);
    } finally {
      await first.remove();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
