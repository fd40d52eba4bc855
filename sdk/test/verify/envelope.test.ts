import { type EnvelopeHeader, type RecordHeader, sha256 } from "@idos/protocol";
import { sealEnvelope } from "../../src/crypto/envelope.ts";
import { verifyEnvelope } from "../../src/verify/envelope.ts";
import { type Actor, createActor, idOf, NOW_SECONDS } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("an envelope that a node hands over", () => {
  let alice: Actor;

  before(async () => {
    alice = await createActor();
  });

  const CLEAR: EnvelopeHeader = {
    ...{ owner: idOf(1), record: idOf(2), recordVersion: 2, prev: idOf(9) },
    contentType: "text/plain",
  };

  async function sealed(changes: Partial<EnvelopeHeader> = {}) {
    const header = { ...CLEAR, ...changes };
    return (await sealEnvelope(header, Uint8Array.of(1, 2, 3), [alice.keys.encryptionKey])).bytes;
  }

  function headerFor(bytes: Uint8Array): RecordHeader {
    return {
      ...{ v: 1, owner: idOf(1), record: idOf(2), version: 2, prev: idOf(9), envelope: sha256(bytes) },
      ...{ deleted: false, kind: "attribute", author: alice.account, iat: NOW_SECONDS },
    };
  }

  it("is accepted when the signed header names its hash", async () => {
    const bytes = await sealed();
    verifyEnvelope(bytes, headerFor(bytes));
  });

  it("is refused when it is another one", async () => {
    const [bytes, other] = [await sealed(), await sealed()];
    await expectIdosError(() => verifyEnvelope(other, headerFor(bytes)), "NODE_LIED", "envelope-hash");
  });

  it("is refused when it says another owner, record, version or predecessor, though the hash fits", async () => {
    const others = [{ owner: idOf(3) }, { record: idOf(3) }, { recordVersion: 3 }, { prev: idOf(3) }];
    for (const bytes of [...(await Promise.all(others.map(sealed))), Uint8Array.of(1)])
      await expectIdosError(() => verifyEnvelope(bytes, headerFor(bytes)), "NODE_LIED", "envelope-header");
  });
});
