import { AccessManagementProtocol__factory } from "@idos/protocol";
import { expect } from "chai";
import { EventFragment } from "ethers";

describe("what the contract's events index", () => {
  const events = AccessManagementProtocol__factory.createInterface().fragments.filter((fragment) =>
    EventFragment.isFragment(fragment),
  );

  it("is never of a type whose log holds a hash in its place (the idOS subgraph's indexed string id)", () => {
    expect(events.length).to.be.above(0);
    for (const { name, inputs } of events)
      for (const input of inputs)
        if (input.indexed === true) expect(`${name}: ${input.type}`).to.match(/: (address|bytes32|uint\d+)$/);
  });
});
