import { once } from "node:events";
import { request } from "node:http";
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
      node.queries.slice(asked).some((text) => text.includes('from "sessions"'));
    await until(() => Promise.resolve(isLookedUp()), Boolean);
    return async () => {
      const answered = once(sent, "response");
      sent.end(body.subarray(-1));
      const [response] = await answered;
      const parts: Uint8Array[] = [];
      for await (const part of response) parts.push(part);
      return problemSchema.parse(JSON.parse(Buffer.concat(parts).toString())).code;
    };
  }

  it("overwrites nothing", async () => {
    const { alice, unchanged } = attacked;
    const backups = async () =>
      keyBackupsSchema.parse(succeeded(await alice.request(get(PATHS.keyBackups))).json);
    const before = await backups();
    const finish = await begin();
    succeeded(await alice.request({ method: "DELETE", path: PATHS.session(thief.sessionKey) }));
    expect(await unchanged(finish)).to.equal("SESSION_UNKNOWN");
    expect(await backups()).to.deep.equal(before);
  });
});
