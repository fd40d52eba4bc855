import { expect } from "chai";
import { RpcError } from "../src/errors.ts";
import { readBoundedBody } from "../src/rpc/bounded-body.ts";

describe("reading an answer's body", () => {
  it("ends at the bound, however much the server would send", async () => {
    let pulls = 0;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (++pulls > 1_000) controller.close();
        else controller.enqueue(new Uint8Array(1_000));
      },
    });
    const failure = await readBoundedBody(new Response(endless), 5_000).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(RpcError).and.to.include({ failure: "too-large" });
    expect(pulls).to.be.below(20);
  });

  it("keeps characters whole that chunks cut", async () => {
    const bytes = new TextEncoder().encode("ü€");
    const cut = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await readBoundedBody(new Response(cut), bytes.length)).to.equal("ü€");
  });
});
