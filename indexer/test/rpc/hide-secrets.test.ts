import { expect } from "chai";
import { secretsHider } from "../../src/rpc/hide-secrets.ts";

describe("a text that a server made of its URL", () => {
  const hide = secretsHider("https://us%2Bername:pass%2Fword@node.example/v3/path%20key1?token=query%3Dkey");

  for (const part of ["us%2Bername", "us+ername", "pass%2Fword", "pass/word", "path%20key1", "path key1"])
    it(`does not hold ${part}`, () => {
      expect(hide(`<${part}>, and again <${part}>`)).to.equal("<***>, and again <***>");
    });

  it("does not hold a value of its query, in either spelling, nor a key without a name", () => {
    expect(hide("query=key, query%3Dkey")).to.equal("***, ***");
    expect(secretsHider("https://node.example/?nameless")("nameless")).to.equal("***");
  });

  it("holds its host, and parts that are too short for a key", () => {
    expect(hide("node.example does not serve v3")).to.equal("node.example does not serve v3");
  });

  it("does not hold the rest of a secret that another one is part of", () => {
    expect(secretsHider("https://node.example/abcdef/abcdefghijkl")("abcdefghijkl")).to.equal("***");
  });
});
