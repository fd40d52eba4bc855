import type { Manifest } from "@idos/protocol";
import { expect } from "chai";
import { planAdoption } from "../../src/replication/pull/plan-adoption.ts";
import { randomId } from "../storage/examples.ts";

describe("what a node lacks of a manifest", () => {
  const [user, record, share, one, two] = [randomId(), randomId(), randomId(), randomId(), randomId()];
  const manifest = (
    item = one,
    { version = 2, shareItem = one }: { version?: number; shareItem?: typeof one | null } = {},
  ): Manifest => ({ user, records: [{ record, version, item }], shares: [{ share, item: shareItem }] });
  const counts = (local: Manifest | undefined, offered: Manifest) => {
    const plan = planAdoption(local, offered);
    return [plan.user, plan.records.length, plan.shares.length];
  };

  it("is all of it where it has nothing", () => {
    expect(counts(undefined, manifest())).to.deep.equal([true, 1, 1]);
  });

  it("is nothing of what it has", () => {
    expect(counts(manifest(), manifest())).to.deep.equal([false, 0, 0]);
  });

  it("is a newer version, and other keys of the same one", () => {
    expect(counts(manifest(), manifest(two, { version: 3 }))).to.deep.equal([false, 1, 0]);
    expect(counts(manifest(), manifest(two))).to.deep.equal([false, 1, 0]);
  });

  it("is never an older version than it has", () => {
    expect(counts(manifest(one, { version: 3 }), manifest(two))).to.deep.equal([false, 0, 0]);
  });

  it("is a share's end, and never a share that ended here", () => {
    expect(counts(manifest(), manifest(one, { shareItem: null }))).to.deep.equal([false, 0, 1]);
    expect(counts(manifest(one, { shareItem: null }), manifest())).to.deep.equal([false, 0, 0]);
  });

  it("leaves out what the manifest does not name", () => {
    const empty = { user, records: [], shares: [] };
    expect(counts(manifest(), empty)).to.deep.equal([false, 0, 0]);
  });
});
