import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { keyBackupsSchema, PATHS, problemSchema } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { type Actor, createActor } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { backUpTwice, keyBackup, succeeded } from "../harness/story.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

describe("attack: a stolen session that sends its body once it was ended", () => {
  let attacked: AttackedNode;
  let thief: Actor;
  before(async () => {
    attacked = await startAttackedNode();
    thief = await createActor(attacked.node, attacked.alice.wallet);
    succeeded(await thief.signIn());
    await backUpTwice(attacked.alice);
  });
  after(() => attacked.node.stop());

  /** A request up to its last byte, taken for the session's; gives what sends that one and resolves to the answer's code. */
  async function begin(): Promise<() => Promise<string>> {
    const { node } = attacked;
    const { method, path, type, body = new Uint8Array() } = keyBackup("password");
    const asked = node.queries.length;
    const headers = {
      authorization: await thief.authorize({ method, path, body }),
      "content-type": type,
      "content-length": body.length,
    };
    const sent = request(node.origin + path, { method, headers });
    sent.write(body.subarray(0, -1));
    const isLookedUp = (): boolean =>
      node.queries.slice(asked).some((query) => query.includes('from "sessions"'));
    await until(() => Promise.resolve(isLookedUp()), Boolean);
    return async () => {
      const answered = new Promise<IncomingMessage>((resolve) => sent.once("response", resolve));
      sent.end(body.subarray(-1));
      return problemSchema.parse(JSON.parse(await text(await answered))).code;
    };
  }

  it("overwrites nothing", async () => {
    const { alice } = attacked;
    const backups = async () =>
      keyBackupsSchema.parse(succeeded(await alice.request(get(PATHS.keyBackups))).json);
    const before = await backups();
    const finish = await begin();
    succeeded(await alice.request({ method: "DELETE", path: PATHS.session(thief.sessionKey) }));
    expect(await attacked.unchanged(finish)).to.equal("SESSION_UNKNOWN");
    expect(await backups()).to.deep.equal(before);
  });
});
