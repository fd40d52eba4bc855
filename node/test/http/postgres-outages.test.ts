import { PATHS, recordPageSchema } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { ownPostgres, type OwnPostgres } from "../../../test/harness/postgres.ts";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { createUser, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";
import { postgresSettings } from "../storage/postgres.ts";

const STATEMENT_TIMEOUT_MS = 500;

describe("a node whose PostgreSQL fails", () => {
  let postgres: OwnPostgres;
  let node: TestNode;
  let alice: User;
  before(async () => {
    postgres = await ownPostgres();
    const changes = { statementTimeoutMs: STATEMENT_TIMEOUT_MS, connectionsMax: 4 };
    node = await startTestNode({ database: postgresSettings(postgres.url, changes) });
    alice = await createUser(node, await signedInProvider(node));
  });
  after(async () => {
    await node.stop();
    await postgres.remove();
  });

  const me = () => alice.request(get(PATHS.me));
  const expectUnavailable = async (): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: 6 }, me));
    for (const answer of answers) {
      expect(answer.outcome).to.equal("503 DEPENDENCY_UNAVAILABLE");
      expect(answer.headers.get("retry-after")).to.equal("1");
      expect(new TextDecoder().decode(answer.bytes)).not.to.match(/postgres|sql|ECONN|127\.0\.0\.1/i);
    }
  };
  const expectRecovered = async (): Promise<void> => {
    await until(me, ({ status }) => status === 200);
    const version = await store(node, alice);
    const page = recordPageSchema.parse(succeeded(await alice.request(get(PATHS.records))).json);
    expect(page.records.map(({ header }) => header)).to.include(version.jws);
  };

  it("says so while it is away, and serves again when it is back, without a restart", async () => {
    succeeded(await me());
    await postgres.kill();
    await expectUnavailable();
    expect(await node.store.ping().catch(() => "failed")).to.equal("failed");
    postgres = await postgres.restart();
    await expectRecovered();
  });

  it("says so, and goes on, where every connection is ended under it", async () => {
    succeeded(await me());
    await postgres.stop();
    postgres = await postgres.restart();
    await expectRecovered();
  });

  it("does not wait for ever for one that is silent, and never uses such a connection again", async () => {
    succeeded(await me());
    const processes = postgres.processes();
    for (const pid of processes) process.kill(pid, "SIGSTOP");
    try {
      await expectUnavailable();
    } finally {
      for (const pid of processes) process.kill(pid, "SIGCONT");
    }
    await expectRecovered();
  });

  it("never writes a word of the password to its log", () => {
    const { password } = new URL(postgres.url);
    expect(node.logged.join("\n")).to.contain("ECONNREFUSED").and.not.contain(password);
  });
});
