import { ProblemError } from "@idos/protocol";
import { expect } from "chai";
import { type OwnRedis, ownRedis } from "../../../test/harness/redis.ts";
import { until } from "../../../indexer/test/harness/until.ts";
import { pgliteProcesses, type Processes } from "./processes.ts";
import { createExample, type Example, factsOf } from "./writes.ts";

const PREFIX = "versions:";

describe("facts while a write does not end as it should", () => {
  let redis: OwnRedis;
  let processes: Processes;
  let example: Example;
  beforeEach(async () => {
    redis = await ownRedis({ appendOnly: true });
    processes = await pgliteProcesses({ url: redis.url, prefix: PREFIX });
    example = await createExample(processes.writer.store);
    expect([await asks(), await asks(), await asks()]).to.deep.equal([4, 4, 0]);
  });
  afterEach(async () => {
    await processes.close();
    await redis.remove();
  });

  /** How often a reading, which finds what the database says, asks it. */
  async function asks(): Promise<number> {
    const { reader, writer } = processes;
    const before = reader.asked.times;
    const found = await reader.read((store) => factsOf(store, example));
    expect(found).to.deep.equal(await factsOf(writer.unannounced, example));
    return reader.asked.times - before;
  }
  const subject = () => `data:${example.person.userId}` as const;
  const rewrite = () => processes.writer.unannounced.shares.putShare({ ...example.shared, purpose: "new" });

  it("come from the database while it is under way, and after a crash before and after the commit", async () => {
    const { writer } = processes;
    await expectRejected(writer.versions.during([subject()], () => Promise.reject(new Error("killed"))));
    expect([await asks(), await asks()]).to.deep.equal([4, 1]);
    await rewrite();
    expect([await asks(), await asks()]).to.deep.equal([1, 1]);
  });

  it("are remembered again when the mark of a process that ended is old", async () => {
    const { writer } = processes;
    await expectRejected(writer.versions.during([subject()], () => Promise.reject(new Error("killed"))));
    await rewrite();
    const key = `${PREFIX}version:${subject()}`;
    const value = (await writer.redis.get(key)) ?? "";
    expect(value).to.match(/^\S+ \S+@\d+$/);
    await writer.redis.set(
      key,
      value.replace(/@(\d+)$/, (_, seconds) => `@${Number(seconds) - 299}`),
    );
    expect([await asks(), await asks()]).to.deep.equal([4, 1]);
    await writer.redis.set(
      key,
      value.replace(/@(\d+)$/, (_, seconds) => `@${Number(seconds) - 310}`),
    );
    expect([await asks(), await asks()]).to.deep.equal([1, 0]);
  });

  it("are remembered again at once after a write that was refused", async () => {
    const refused = new ProblemError("NO_USER", "gone");
    await expectRejected(processes.writer.versions.during([subject()], () => Promise.reject(refused)));
    expect([await asks(), await asks()]).to.deep.equal([4, 0]);
  });

  it("come from the database until the last of several writes has ended", async () => {
    const { writer } = processes;
    let end = (): void => undefined;
    const slow = writer.versions.during([subject()], () => new Promise<void>((resolve) => (end = resolve)));
    await writer.versions.during([subject()], rewrite);
    expect([await asks(), await asks()]).to.deep.equal([4, 1]);
    end();
    await slow;
    expect([await asks(), await asks()]).to.deep.equal([1, 0]);
  });

  it("are read again after Redis forgot their versions, and after it started again with the same ones", async () => {
    await processes.writer.redis.flushall();
    expect([await asks(), await asks()]).to.deep.equal([4, 0]);
    await redis.stop();
    redis = await redis.restart();
    await until(
      () => Promise.all([processes.reader.redis.ping().catch(() => "")]),
      ([answer]) => answer === "PONG",
    );
    expect([await asks(), await asks()]).to.deep.equal([4, 0]);
  });

  it("are not changed while Redis is away, and nobody is told them", async () => {
    const { writer, reader } = processes;
    await redis.kill();
    const { shared, own } = example;
    const before = await factsOf(writer.unannounced, example);
    await expectRejected(writer.store.shares.putShare({ ...shared, purpose: "unseen" }));
    await expectRejected(writer.store.sessions.deleteSession(own.signIn));
    expect(await factsOf(writer.unannounced, example)).to.deep.equal(before);
    await expectRejected(reader.read((store) => factsOf(store, example)));
  });
});

async function expectRejected(attempt: Promise<unknown>): Promise<void> {
  const outcome = await attempt.then(
    () => "done",
    () => "rejected",
  );
  expect(outcome).to.equal("rejected");
}
