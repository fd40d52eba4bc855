import { expect } from "chai";
import { makeError } from "ethers";
import { describeError } from "../../scripts/deploy/describe-error.ts";
import { withoutUrl } from "../../scripts/deploy/without-url.ts";

describe("what a failed deployment says", () => {
  const url = "https://user:hunter22@rpc.example/v2/s3cret-key?token=s3cret-token";

  it("is what failed and what the chain answered, without the request", () => {
    const answered = { code: -32000, message: "nonce too low" };
    const error = makeError("could not coalesce error", "UNKNOWN_ERROR", { error: answered, payload: url });
    expect(error.message).to.include("s3cret-key");
    expect(describeError(error)).to.equal("could not coalesce error: nonce too low");
    expect(describeError(new Error("no network"))).to.equal("no network");
    expect(describeError("no network")).to.equal("no network");
  });

  it("holds no part of the endpoint's URL but the host", () => {
    const text = `GET ${url} failed: key s3cret-key of user hunter22 at rpc.example, s3cret-token`;
    expect(withoutUrl(text, url)).to.equal("GET rpc.example failed: key … of … … at rpc.example, …");
  });

  for (const [spelling, secretive, said, shown] of [
    ["a short part", "https://rpc.example/v3/Ab9", "no key Ab9 in v3", "no key … in …"],
    ["the longer of two parts", "https://rpc.example/abc/abcdef", "no abcdef", "no …"],
    ["the fragment", "https://rpc.example/#s3cret", "no s3cret", "no …"],
    ["a password, decoded", "https://user:p%40ss@rpc.example", "no p@ss", "no …"],
    ["a password, encoded", "https://user:p;ss@rpc.example", "no p%3Bss", "no …"],
    ["a key in another case", "https://rpc.example/?k3y=S3CRET", "no s3cret", "no …"],
    ["a name in the query", "https://rpc.example/?S3CRET", "no S3CRET", "no …"],
    ["a key with a space", "https://rpc.example/?k3y=a+secret", "no a secret", "no …"],
    ["a key, encoded by another", "https://rpc.example/?k3y=s,t", "no s%2Ct", "no …"],
    ["a key with a plus", "https://rpc.example/s+%40cret", "no s+@cret", "no …"],
    ["a fragment, as URL encodes it", "https://rpc.example/#s;ü", "no s;%C3%BC", "no …"],
    ["a path, as URL encodes it", "https://rpc.example/s;ü", "no s;%C3%BC", "no …"],
    ["a query, as URL encodes it", "https://rpc.example/?s;ü", "no s;%C3%BC", "no …"],
    ["a name, as URL encodes it", "https://s$ü@rpc.example/", "no s$%C3%BC", "no …"],
    ["a password, as URL encodes it", "https://u:s$ü@rpc.example/", "no s$%C3%BC", "no …"],
    ["a password, as it was typed", "https://u:s$ü%20@rpc.example/", "no s$ü%20", "no …"],
    ["a key, as it was typed", "https://rpc.example/sü%20", "no sü%20", "no …"],
    ["a key with a pattern's signs", "https://rpc.example/s.*t(", "no s.*t( but start(", "no … but start("],
    ["a key that is no encoding", "https://rpc.example/100%", "no 100%", "no …"],
    ["a key behind one slash", "https:/rpc.example/s3cret", "no s3cret", "no …"],
    [
      "a host alone",
      "https://rpc.example:8545/",
      "no https://rpc.example:8545/, no /",
      "no rpc.example:8545, no /",
    ],
  ] as const)
    it(`knows ${spelling}`, () => {
      expect(withoutUrl(said, secretive)).to.equal(shown);
    });

  it("is nothing of it where a single character of the URL would show through the gaps", () => {
    const concealed = "what went wrong is not shown, because it may repeat a part of the endpoint's URL";
    expect(withoutUrl("no network", "https://rpc.example/v2/K")).to.equal(concealed);
    expect(withoutUrl("timeout", "https://rpc.example/v2/K")).to.equal("timeout");
  });
});
