import { expect } from "chai";
import { IdosError, type IdosErrorCode } from "../../src/errors/idos-error.ts";

/** The IdosError with this code that a call fails with. */
export async function expectIdosError(
  call: () => unknown,
  code: IdosErrorCode,
  check?: string,
): Promise<IdosError> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof IdosError)) throw error;
    expect(error.code).to.equal(code);
    if (check !== undefined) expect(error.values["check"]).to.equal(check);
    return error;
  }
  throw new Error(`expected ${code}, but the call succeeded`);
}
