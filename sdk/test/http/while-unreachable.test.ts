import { expect } from "chai";
import { IdosError } from "../../src/errors/idos-error.ts";
import { whileUnreachable } from "../../src/http/while-unreachable.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const unreachable = () => new IdosError("NODE_UNREACHABLE", "The node does not answer");

/** Fails with each of the errors in turn, then succeeds; counts its attempts. */
function failing(...errors: Error[]) {
  const state = { attempts: 0 };
  const attempt = (): Promise<string> => {
    const error = errors[state.attempts];
    state.attempts += 1;
    return error === undefined ? Promise.resolve("served") : Promise.reject(error);
  };
  return { state, attempt };
}

describe("a node that does not answer", () => {
  it("is asked again until it does", async () => {
    const { state, attempt } = failing(unreachable(), new IdosError("OVERLOADED", "busy"));
    expect(await whileUnreachable(5_000, attempt)).to.equal("served");
    expect(state.attempts).to.equal(3);
  });

  it("is given up when the caller's patience is over", async () => {
    const { attempt } = failing(...Array.from({ length: 100 }, unreachable));
    await expectIdosError(() => whileUnreachable(120, attempt), "NODE_UNREACHABLE");
  });

  it("is not asked again when it refused", async () => {
    const { state, attempt } = failing(new IdosError("SCOPE_MISSING", "no"));
    await expectIdosError(() => whileUnreachable(5_000, attempt), "SCOPE_MISSING");
    expect(state.attempts).to.equal(1);
  });
});
