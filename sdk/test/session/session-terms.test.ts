import { SCOPES } from "@idos/protocol";
import { expect } from "chai";
import { sessionTermsOf } from "../../src/session/session-terms.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("session terms", () => {
  it("are everything for an hour unless said otherwise", () => {
    expect(sessionTermsOf({})).to.deep.equal({ scopes: SCOPES, ttlSeconds: 3600 });
    const asked = { scopes: ["read"], ttlSeconds: 86_400 } as const;
    expect(sessionTermsOf(asked)).to.deep.equal(asked);
  });

  it("are refused without a scope, and for a time that is none or over a day", async () => {
    await expectIdosError(() => sessionTermsOf({ scopes: [] }), "ARGUMENT_INVALID");
    for (const ttlSeconds of [NaN, 0, -1, 0.5, 86_401, 1e12, Infinity]) {
      const error = await expectIdosError(() => sessionTermsOf({ ttlSeconds }), "ARGUMENT_INVALID");
      expect(error.values).to.deep.equal({ argument: "ttlSeconds", value: String(ttlSeconds) });
    }
  });
});
