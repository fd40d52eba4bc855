import { PGlite } from "@electric-sql/pglite";
import { connectRedis } from "@idos/indexer";
import { expect } from "chai";
import { z } from "zod";
import { testRedis } from "../../../test/harness/redis.ts";
import { createLogger } from "../../src/logger.ts";

const ACCOUNT = `0x${"5e".repeat(20)}`;
const SECRET = "a-word-of-the-caller";

const lineSchema = z.object({
  err: z.looseObject({ type: z.string(), message: z.string(), stack: z.string().optional() }),
});

/** What the node's log says of a failure, as text and read. */
function logged(error: unknown) {
  const lines: string[] = [];
  createLogger("info", { write: (line) => void lines.push(line) }).error({ err: error }, "request failed");
  const [line = ""] = lines;
  return { line, err: lineSchema.parse(JSON.parse(line)).err };
}

async function failureOf(call: Promise<unknown>): Promise<Error> {
  const reason: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (reason instanceof Error) return reason;
  throw new Error("it did not fail");
}

describe("what the log says of a failure", () => {
  it("of the database's is its code and where, and nothing of the query", async () => {
    const database = await PGlite.create();
    try {
      await database.exec("create table links (account text primary key)");
      const add = () => database.query("insert into links values ($1)", [SECRET]);
      await add();
      const twice = await failureOf(add());
      expect(JSON.stringify(twice)).to.include(SECRET);
      const { line, err } = logged(twice);
      expect(err["code"]).to.equal("23505");
      expect(err.stack)
        .to.include(err.message)
        .and.to.match(/\n +at /);
      for (const absent of [SECRET, "insert into", "params"]) expect(line).not.to.include(absent);
    } finally {
      await database.close();
    }
  });

  it("of Redis's is nothing of the command, and no account of its message", async () => {
    const redis = connectRedis((await testRedis()).url, () => undefined);
    try {
      const failure = await failureOf(redis.call("NO-SUCH-COMMAND", ACCOUNT));
      expect(failure.message).to.include(ACCOUNT);
      const { line, err } = logged(failure);
      expect(err.message).to.include(":account");
      for (const absent of [ACCOUNT.slice(2), '"command"']) expect(line).not.to.include(absent);
    } finally {
      redis.disconnect();
    }
  });

  it("is printable ASCII on one line, whatever a caller got into it", () => {
    const { line, err } = logged(new Error("\u001b[2Ja\r\nb\u0085c\u009b31md\u2028e\ufefff\u{e0041}"));
    expect(line).to.match(/^[ -~]*\n$/);
    expect(err.message).to.equal("\\u{1b}[2Ja\\u{d}\nb\\u{85}c\\u{9b}31md\\u{2028}e\\u{feff}f\\u{e0041}");
  });

  it("tells its causes alike, and never endlessly", () => {
    const cause = Object.assign(new Error(`no ${ACCOUNT}`), { code: "ECONNRESET", detail: SECRET });
    const { line, err } = logged(new Error("outer", { cause }));
    expect(err["cause"]).to.include({ message: "no :account", code: "ECONNRESET" });
    for (const absent of [ACCOUNT, SECRET]) expect(line).not.to.include(absent);
    const circle = new Error("round");
    circle.cause = circle;
    expect(logged(circle).line.split('"message":"round"')).to.have.length.below(10);
  });

  it("of what is no error is its text", () => {
    expect(logged(`stopped by ${ACCOUNT}`).err).to.deep.equal({
      type: "string",
      message: "stopped by :account",
    });
  });
});
