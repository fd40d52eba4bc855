import { once } from "node:events";
import type { Socket } from "node:net";
import { LIMITS, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { get } from "../harness/exchange.ts";
import { openSocket } from "../harness/raw-exchange.ts";
import { makeVersion, put, stage } from "../harness/records.ts";
import { createUser, succeeded } from "../harness/story.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

/** The real one is thirty times as long. */
const BOUNDS = { idleSocketMs: 4_000 } as const;
/** Within the time that a chunk may take, which would end it too. */
const PATIENCE_MS = 20_000;

describe("attack: slow readers", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode({ bounds: BOUNDS });
  });
  after(() => attacked.node.stop());

  /** Takes the beginning of the answer and no more. */
  async function stall(path: string): Promise<Socket> {
    const { alice, node } = attacked;
    const authorization = await alice.authorize(get(path));
    const socket = await openSocket(node.origin);
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n\r\n`);
    await once(socket, "readable");
    return socket;
  }

  const { eachMax } = LIMITS.largeDownloads;
  /** Of Alice's large record. */
  let path: string;
  before(async () => {
    const { alice, node } = attacked;
    const envelopeBytes = LIMITS.envelopeBytesMax;
    const version = await makeVersion(node, alice, alice.userId, undefined, { envelopeBytes });
    succeeded(await alice.request(stage(version)));
    succeeded(await alice.request(put(version)));
    path = PATHS.recordEnvelope(version.header.record);
  });

  const served = (): Promise<unknown> =>
    until(
      () => attacked.alice.request(get(path)),
      ({ outcome }) => outcome === "200",
      PATIENCE_MS,
    );

  it("of large envelopes are cut off, so that others get the places that they took", async () => {
    const { alice } = attacked;
    const stalled = await Promise.all(Array.from({ length: eachMax }, () => stall(path)));
    expect((await alice.request(get(path))).outcome).to.equal("503 OVERLOADED");
    succeeded(await alice.request(get(PATHS.me)));
    await served();
    for (const socket of stalled) socket.destroy();
  });

  it("of exports take such places too, and nobody takes all of them alone", async () => {
    const { alice, node, provider } = attacked;
    const bob = await createUser(node, provider);
    const stalled = await Promise.all(Array.from({ length: eachMax }, () => stall(PATHS.ownExport)));
    for (const asked of [path, PATHS.ownExport])
      expect((await alice.request(get(asked))).outcome, asked).to.equal("503 OVERLOADED");
    succeeded(await bob.request(get(PATHS.ownExport)));
    for (const socket of stalled) socket.destroy();
    await served();
  });
});
