import { expect } from "chai";
import { hostsNumberer } from "../../src/rpc/number-hosts.ts";

describe("what is said of endpoints in public", () => {
  const hide = hostsNumberer(["https://rpc.example/key", "wss://rpc.example:8546/key"]);

  it("names each by its place in the configuration, also one whose host begins with another's", () => {
    expect(hide("rpc.example:8546: silent; rpc.example: of chain 1")).to.equal(
      "endpoint 2: silent; endpoint 1: of chain 1",
    );
  });
});
