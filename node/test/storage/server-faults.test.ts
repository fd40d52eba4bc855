import { expect } from "chai";
import { type ServerFacts, serverFaults } from "../../src/storage/sql/postgres/require-fit-server.ts";

const fit: ServerFacts = {
  ...{ version: "17.11", major: 17, encoding: "UTF8", read_only: false },
  ...{ synchronous_commit: "on", fsync: "on", full_page_writes: "on" },
};

describe("what makes a server of PostgreSQL unfit", () => {
  it("is nothing of one as it comes, from version 15 on, or of one that waits for its replicas", () => {
    for (const major of [15, 16, 17, 18]) expect(serverFaults({ ...fit, major })).to.deep.equal([]);
    for (const synchronous_commit of ["local", "remote_write", "remote_apply"])
      expect(serverFaults({ ...fit, synchronous_commit })).to.deep.equal([]);
  });

  it("is an older version, which is named", () => {
    const [fault, ...others] = serverFaults({ ...fit, version: "14.19", major: 14 });
    expect(fault).to.equal("it is PostgreSQL 14.19, and 15 is the oldest that will do");
    expect(others).to.deep.equal([]);
  });

  for (const name of ["synchronous_commit", "fsync", "full_page_writes"] as const)
    it(`is ${name} that is off`, () => {
      const faults = serverFaults({ ...fit, [name]: "off" });
      expect(faults).to.have.length(1);
      expect(faults[0]).to.match(new RegExp(`^${name} is off there`));
    });

  it("is all of what is wrong with it, and not the first alone", () => {
    expect(serverFaults({ ...fit, encoding: "LATIN1", read_only: true, fsync: "off" })).to.have.length(3);
  });
});
