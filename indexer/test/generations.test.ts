import { expect } from "chai";
import { WriteRefusedError } from "../src/errors.ts";
import { dropOtherGenerations } from "../src/redis/drop-other-generations.ts";
import { type BareIndex, openBareIndex } from "./harness/bare-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";

describe("a generation of the index", () => {
  let bare: BareIndex;
  beforeEach(async () => {
    bare = await openBareIndex();
  });
  afterEach(() => bare.close());

  const refused = async (asked: Promise<unknown>): Promise<void> => {
    expect(await asked.catch((error: unknown) => error)).to.be.instanceOf(WriteRefusedError);
  };

  it("that was replaced, and came back at the same block, is not written to", async () => {
    const { redis, meta } = bare;
    const index = bare.openWriter();
    const at = checkpoint(1);
    await index.take();
    await index.begin(at);
    const replaced = await redis.dumpBuffer(meta);
    await index.begin(at);
    await redis.restore(meta, 0, replaced, "REPLACE");
    await refused(index.commitBlock(at, checkpoint(2), [], []));
    await refused(index.commitRange(at, checkpoint(2), []));
    await refused(index.read(at, new Map()));
    await refused(index.markAtHead(at, 0));
    await refused(index.begin(at));
    expect(await redis.hget(meta, "number")).to.equal("1");
  });

  it("is not touched by a writer that still clears away what its own replaced", async () => {
    const { redis, meta } = bare;
    const index = bare.openWriter();
    await index.take();
    await index.begin(checkpoint(1));
    const generation = String(await redis.hget(meta, "generation"));
    const present = () => redis.keys(`${meta}:${generation}:*`);
    const before = await present();
    expect(before).to.have.length(1);
    await dropOtherGenerations(redis, { meta }, "replaced");
    expect(await present()).to.deep.equal(before);
  });

  it("that another process began meanwhile is not replaced", async () => {
    const [slow, fast] = [bare.openWriter(), bare.openWriter()];
    const at = checkpoint(1);
    await slow.take();
    await fast.take();
    await fast.begin(at);
    await refused(slow.begin(checkpoint(1)));
    await fast.commitBlock(at, checkpoint(2), [], []);
  });
});
