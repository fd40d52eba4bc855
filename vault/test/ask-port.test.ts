import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { askPort } from "../src/client/ask-port.ts";

const askedSchema = z.object({ id: z.uuid() });

/** A vault that answers each request with what `answers` makes of its id, in that order. */
function vaultThatSays(port: MessagePort, answers: (id: string) => readonly unknown[]): void {
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    for (const answer of answers(askedSchema.parse(data).id)) port.postMessage(answer);
  };
}

const status = (id: string, isUnlocked: boolean) => ({ v: 1, id, answer: { type: "status", isUnlocked } });

describe("what the vault's client takes for an answer", () => {
  let ours: MessagePort;
  let theirs: MessagePort;

  beforeEach(() => {
    ({ port1: ours, port2: theirs } = new MessageChannel());
  });
  afterEach(() => ours.close());

  it("is the first one to its own request: not another's, not one again, not what has another form", async () => {
    const earlier: string[] = [];
    vaultThatSays(theirs, (id) => {
      const replayed = earlier.map((before) => status(before, true));
      earlier.push(id);
      const forged = [
        status(randomUUID(), true),
        { ...status(id, true), more: 1 },
        { ...status(id, true), v: 2 },
        null,
      ];
      return [...replayed, ...forged, status(id, false), status(id, true)];
    });
    const port = askPort(ours);
    for (let asked = 0; asked < 3; asked += 1)
      expect(await port.ask({ type: "status" }, "status")).to.deep.equal({
        type: "status",
        isUnlocked: false,
      });
  });

  it("is of the type that was asked for", async () => {
    vaultThatSays(theirs, (id) => [status(id, true)]);
    const failure: unknown = await askPort(ours)
      .ask({ type: "lock" }, "locked")
      .catch((error: unknown) => error);
    expect(failure).to.have.property("code", "VAULT_FAILED");
  });
});
