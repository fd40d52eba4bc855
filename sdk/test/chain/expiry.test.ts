import { NEVER_EXPIRES } from "@idos/protocol";
import { expect } from "chai";
import { expiresAtFrom, secondsFrom } from "../../src/chain/expiry.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("expiry", () => {
  it("is so many minutes, hours or days from now, or never", () => {
    expect(expiresAtFrom("45m", 1000)).to.equal(1000n + 2700n);
    expect(expiresAtFrom("12h", 1000)).to.equal(1000n + 43_200n);
    expect(expiresAtFrom("30d", 1000)).to.equal(1000n + 2_592_000n);
    expect(expiresAtFrom("never", 1000)).to.equal(NEVER_EXPIRES);
  });

  it("is refused in any other form", async () => {
    for (const text of ["", "0d", "-1d", "1.5h", "30", "1w", "1e3d", "never", " 1d"])
      await expectIdosError(() => secondsFrom(text), "ARGUMENT_INVALID");
  });
});
