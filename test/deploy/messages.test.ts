import { expect } from "chai";
import { makeError } from "ethers";
import { describeError, withoutUrl } from "../../scripts/deploy/describe-error.ts";

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
    expect(withoutUrl(text, url)).to.equal("GET rpc.example failed: key … of user … at rpc.example, …");
  });
});
