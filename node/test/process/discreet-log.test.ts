import { randomBytes } from "node:crypto";
import { connectRedis } from "@idos/indexer";
import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { ownPostgres, type OwnPostgres } from "../../../test/harness/postgres.ts";
import { ownRedis, type OwnRedis } from "../../../test/harness/redis.ts";
import { exchange, get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { requireDiscreet } from "../harness/secrets.ts";
import { putShare } from "../harness/shares.ts";
import { backUpTwice, createUser, randomId, signedInProvider, succeeded } from "../harness/story.ts";
import { type NodeProcess, startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";

const newPassword = (): string => randomBytes(12).toString("hex");

/** The URL of a Redis that lets in whoever knows the password. */
async function lockRedis({ url }: OwnRedis, password: string): Promise<string> {
  const redis = connectRedis(url, () => undefined);
  await redis.config("SET", "requirepass", password);
  redis.disconnect();
  return withPassword(url, "default", password);
}

function withPassword(url: string, user: string, password: string): string {
  return Object.assign(new URL(url), { username: user, password }).href;
}

describe("the log of a node process", () => {
  let world: ProcessWorld;
  let redis: OwnRedis;
  let postgres: OwnPostgres;
  const passwords = { redis: newPassword(), wrong: newPassword() };
  let variables: Readonly<Record<string, string>>;
  let databasePassword: string;
  before(async () => {
    world = await startProcessWorld();
    redis = await ownRedis({ appendOnly: false });
    postgres = await ownPostgres();
    databasePassword = new URL(postgres.url).password;
    variables = {
      ...world.variables,
      IDOS_PORT: String(await freePort()),
      IDOS_REDIS_URL: await lockRedis(redis, passwords.redis),
      IDOS_DATABASE_URL: postgres.url,
      IDOS_LOG_LEVEL: "trace",
    };
  });
  after(async () => {
    await redis.remove();
    await postgres.remove();
    await world.stop();
  });

  function expectDiscreet(log: string): void {
    expect(log).not.to.equal("");
    requireDiscreet([log]);
    for (const password of [...Object.values(passwords), databasePassword])
      expect(log).not.to.include(password);
  }

  const logIncludes = (node: NodeProcess, text: string): Promise<string> =>
    until(
      () => Promise.resolve(node.log()),
      (log) => log.includes(text),
      20_000,
    );

  it("has no password, proof, signature or body in it, through a whole story and the loss of both stores", async () => {
    const node = await startNodeProcess(variables);
    const reachable = world.reach(node.origin);
    const alice = await createUser(reachable, await signedInProvider(reachable));
    await backUpTwice(alice);
    const version = await store(reachable, alice);
    const share = randomId();
    succeeded(await alice.request(await putShare(reachable, share, alice, alice.account, [version])));
    succeeded(await alice.request(get(PATHS.share(share))));
    const authorization = await alice.authorize(get(PATHS.me));
    for (const outcome of ["200", "401 PROOF_REPLAYED"])
      expect((await alice.request(get(PATHS.me), { authorization })).outcome).to.equal(outcome);
    await postgres.kill();
    expect((await alice.request(get(PATHS.records))).status).to.equal(503);
    await redis.kill();
    expect((await exchange(node.origin, { method: "POST", path: PATHS.challenges })).status).to.equal(503);
    await logIncludes(node, "Redis does not answer");
    await logIncludes(node, "request failed");
    await node.stop();
    expectDiscreet(node.log());

    postgres = await postgres.restart();
    redis = await redis.restart();
    await lockRedis(redis, passwords.redis);
  });

  it("has no password in it when Redis takes none such", async () => {
    const url = withPassword(redis.url, "default", passwords.wrong);
    const node = await startNodeProcess({ ...variables, IDOS_REDIS_URL: url });
    await logIncludes(node, "WRONGPASS");
    await node.stop();
    expectDiscreet(node.log());
  });

  it("has no password in it when PostgreSQL takes none such", async () => {
    const url = withPassword(postgres.url, new URL(postgres.url).username, passwords.wrong);
    const settings = { ...variables, IDOS_DATABASE_URL: url, IDOS_DATABASE_START_SECONDS: "0" };
    const failed = await startNodeProcess(settings).then(
      () => "started",
      (error: unknown) => String(error),
    );
    expect(failed).to.match(/ended with [12]/);
    expectDiscreet(failed);
  });
});
