import { once } from "node:events";
import { request } from "node:http";
import { LIMITS, MEDIA_TYPES, PATHS, sha256 } from "@idos/protocol";
import { expect } from "chai";
import { exchange, get } from "../../harness/exchange.ts";
import { makeEnvelope, stage } from "../../harness/records.ts";
import { randomId } from "../../harness/story.ts";
import { describeRefusals, type Refusal } from "./describe-refusals.ts";
import { sharedWorld, type World } from "./world.ts";

const newEnvelope = ({ alice }: World): Uint8Array =>
  makeEnvelope({
    ...{ owner: alice.userId, record: randomId(), recordVersion: 1, prev: null },
    contentType: "application/json",
  });

const rows: readonly Refusal[] = [
  [
    "an account without an entry",
    "403 NO_USER",
    (world) => world.issuer.request(stage({ envelope: newEnvelope(world) })),
  ],
];

describeRefusals("an upload by", rows);

describe("large uploads", () => {
  let world: World;
  before(async () => {
    world = await sharedWorld();
  });

  /** An upload that has begun and goes no further. */
  async function beginUpload(bytes: Uint8Array): Promise<() => void> {
    const { alice, node } = world;
    const path = PATHS.stagedEnvelope(sha256(bytes));
    const sent = { method: "PUT", path, body: bytes } as const;
    const headers = {
      authorization: await alice.authorize(sent),
      "content-type": MEDIA_TYPES.envelope,
      "content-length": bytes.length,
      expect: "100-continue",
    };
    const upload = request(node.origin + path, { method: "PUT", headers });
    upload.on("error", () => undefined);
    upload.flushHeaders();
    await once(upload, "continue");
    upload.write(bytes.subarray(0, 1));
    return () => upload.destroy();
  }

  it("of one user are taken a few at a time; small ones and everything else go on beside them", async () => {
    const { alice, node } = world;
    const large = new Uint8Array(LIMITS.jsonBodyBytesMax + 1);
    const attempt = () => alice.request(stage({ envelope: large }));
    const cancels = await Promise.all(
      Array.from({ length: LIMITS.largeBodies.eachMax }, () => beginUpload(large)),
    );
    try {
      let answer = await attempt();
      // Whether the two have got as far as their bodies is seen by the third alone.
      for (; answer.status !== 503; answer = await attempt());
      expect(answer.outcome).to.equal("503 OVERLOADED");
      expect(answer.headers.get("retry-after")).to.equal("1");
      expect((await alice.request(stage({ envelope: newEnvelope(world) }))).outcome).to.equal("204");
      expect((await exchange(node.origin, get(PATHS.info))).status).to.equal(200);
    } finally {
      for (const cancel of cancels) cancel();
    }
    let answer = await attempt();
    for (; answer.status === 503; answer = await attempt());
    expect(answer.outcome).to.equal("422 ENVELOPE_MALFORMED");
  });
});
