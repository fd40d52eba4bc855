import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { grantHandle, parseAddress, parseBytes32, sealedGrantHandle } from "@idos/protocol";
import { expect } from "chai";
import { getAddress } from "ethers";
import { parseIndexRequest } from "../../scripts/index/parse-arguments.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";

const run = promisify(execFile);

const OWNER = parseAddress(`0x${"a1".repeat(20)}`);
const GRANTEE = parseAddress(`0x${"b2".repeat(20)}`);
const SHARE = parseBytes32(`0x${"c3".repeat(32)}`);
const SALT = parseBytes32(`0x${"d4".repeat(32)}`);

describe("./idos index", () => {
  // In the words of the shell script, which looks at them before it looks for Node.
  for (const [words, args] of [
    ["index takes one of status, audit, explain, rebuild", []],
    ["index takes one of status, audit, explain, rebuild", ["state"]],
    ["index status does not take: --repair", ["status", "--repair"]],
    ["index status does not take: now", ["status", "now"]],
    ["index audit does not take: --yes", ["audit", "--yes"]],
    ["index audit: --chain needs a value", ["audit", "--chain"]],
    ["index explain: --handle needs a value", ["explain", OWNER, "--handle", "--json"]],
  ] as const) {
    it(`refuses "${args.join(" ")}" with 2, before anything is fetched`, async () => {
      const options = { env: { PATH: "/usr/bin:/bin" } };
      const failed: unknown = await run(join(projectRoot, "idos"), ["index", ...args], options).catch(
        (error: unknown) => error,
      );
      expect(failed).to.include({ code: 2, stdout: "" });
      expect(String(Reflect.get(Object(failed), "stderr"))).to.match(new RegExp(`^idos: ${words}`));
    });
  }
});

describe("the command line of the index's commands", () => {
  it("gives each command what it takes, and the chain and the form to all of them", () => {
    const common = { chainId: undefined, json: false };
    expect(parseIndexRequest(["status"])).to.deep.equal({ ...common, command: "status" });
    expect(parseIndexRequest(["audit", "--repair", "--chain", "10"])).to.deep.equal({
      ...{ command: "audit", repair: true, chainId: 10, json: false },
    });
    expect(parseIndexRequest(["--json", "rebuild", "--yes"])).to.deep.equal({
      ...{ command: "rebuild", yes: true, chainId: undefined, json: true },
    });
  });

  it("takes a grant by owner, grantee and share in any case, by salt, or by handle", () => {
    const question = (...args: string[]) => {
      const request = parseIndexRequest(["explain", ...args]);
      return request.command === "explain" ? request.question : undefined;
    };
    const parties = { grantee: GRANTEE, shareId: SHARE };
    const ofShare = { owner: OWNER, handle: grantHandle(GRANTEE, SHARE), parties };
    const upper = (text: string) => `0x${text.slice(2).toUpperCase()}`;
    expect(question(OWNER, GRANTEE, SHARE)).to.deep.equal(ofShare);
    expect(question(getAddress(OWNER), upper(GRANTEE), upper(SHARE))).to.deep.equal(ofShare);
    const handle = sealedGrantHandle(GRANTEE, SHARE, SALT);
    expect(question(OWNER, GRANTEE, SHARE, "--salt", SALT)).to.deep.equal({ ...ofShare, handle });
    expect(question(OWNER, "--handle", upper(handle))).to.deep.equal({ owner: OWNER, handle });
  });

  const mixed = `0x${getAddress(OWNER).slice(2, 3).toLowerCase()}${getAddress(OWNER).slice(3).toUpperCase()}`;
  for (const [words, args] of [
    [`OWNER ${mixed}: the address has a wrong EIP-55 checksum`, ["explain", mixed, GRANTEE, SHARE]],
    ["GRANTEE 0xb2: an address is 0x and 40 hexadecimal digits", ["explain", OWNER, "0xb2", SHARE]],
    ["SHARE 0x12: 32 bytes are 0x and 64", ["explain", OWNER, GRANTEE, "0x12"]],
    ["--handle abc: 32 bytes", ["explain", OWNER, "--handle", "abc"]],
    ["a handle needs no salt", ["explain", OWNER, "--handle", SHARE, "--salt", SALT]],
    ["explain takes OWNER GRANTEE SHARE", ["explain", OWNER, GRANTEE]],
    ["explain takes OWNER GRANTEE SHARE", ["explain", OWNER, GRANTEE, "--handle", SHARE]],
    ["--chain takes a chain id, not ten", ["status", "--chain", "ten"]],
    ["index status does not take --yes", ["status", "--yes"]],
    ["Unknown option '--force'", ["rebuild", "--force"]],
  ] as const) {
    it(`refuses ${args.slice(0, 2).join(" ")} with the words "${words.slice(0, 40)}"`, () => {
      expect(() => parseIndexRequest(args)).to.throw(words);
    });
  }
});
