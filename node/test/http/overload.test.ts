import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { defaultMemoryBytesMax, type Load, watchLoad } from "../../src/http/load.ts";
import { exchange, get } from "../harness/exchange.ts";
import { createUser, signedInProvider, succeeded } from "../harness/story.ts";
import { startTestNode } from "../harness/test-node.ts";
import { until } from "../../../indexer/test/harness/until.ts";

const overOf =
  (load: Load): (() => Promise<Load["over"]>) =>
  () =>
    Promise.resolve(load.over);
const FAR = { eventLoopDelayMsMax: 10_000, memoryBytesMax: defaultMemoryBytesMax() };

describe("a node with more load than it bears", () => {
  it("sends requests away before it looks at them, and still says that it is there", async () => {
    const node = await startTestNode();
    try {
      const alice = await createUser(node, await signedInProvider(node));
      for (const over of ["event-loop", "memory"] as const) {
        node.load.over = over;
        const begun = node.queries.length;
        const answer = await alice.request(get(PATHS.me));
        expect(answer.outcome).to.equal("503 OVERLOADED");
        expect(answer.headers.get("retry-after")).to.equal("1");
        expect(node.queries.length).to.equal(begun);
        for (const path of [PATHS.info, PATHS.status]) succeeded(await exchange(node.origin, get(path)));
      }
      node.load.over = undefined;
      succeeded(await alice.request(get(PATHS.me)));
    } finally {
      await node.stop();
    }
  });
});

describe("the load of a process", () => {
  it("is too much while each turn of its event loop takes long, and no longer when they are short again", async () => {
    const load = watchLoad({ ...FAR, eventLoopDelayMsMax: 50 });
    const busy = setInterval(() => {
      const end = performance.now() + 150;
      while (performance.now() < end);
    }, 1);
    try {
      await until(overOf(load), (over) => over === "event-loop");
      clearInterval(busy);
      await until(overOf(load), (over) => over === undefined);
    } finally {
      clearInterval(busy);
      load.stop();
    }
  });

  it("is too much beyond the bound on memory", async () => {
    const load = watchLoad({ ...FAR, memoryBytesMax: 1 });
    await until(overOf(load), (over) => over === "memory");
    load.stop();
  });

  it("has by default a bound on memory that is within the machine's", () => {
    expect(defaultMemoryBytesMax()).to.be.above(64 * 1024 * 1024);
  });
});
