import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AccessManagementProtocol__factory } from "@idos/protocol";
import { expect } from "chai";
import { FunctionFragment, id, Interface } from "ethers";
import { publicOnes, readDeployments } from "../../scripts/clear-signing/deployments.ts";
import { renderFiles } from "../../scripts/clear-signing/render-files.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { clearSigningFile, type Format } from "./clear-signing/schema.ts";
import { show } from "./clear-signing/show.ts";

const CALLS = "calldata-AccessManagementProtocol.json";
const MESSAGES = "eip712-AccessManagementProtocol.json";
const textOf = (name: string) => readFileSync(join(projectRoot, "contracts/clear-signing", name), "utf8");
const parse = (text: string) => clearSigningFile.parse(JSON.parse(text));
const calls = parse(textOf(CALLS)).display.formats;
const messages = parse(textOf(MESSAGES)).display.formats;
const contract = new Interface(AccessManagementProtocol__factory.abi);

function formatOf(formats: Readonly<Record<string, Format>>, name: string): Format {
  const format = Object.entries(formats).find(([key]) => key.startsWith(`${name}(`))?.[1];
  if (format === undefined) throw new Error(`no ${name}`);
  return format;
}

/** The path of every value that is described, and the rule of its being shown. */
function visibilities({ fields }: Format): Map<string, unknown> {
  const flat = fields.flatMap((field) =>
    "fields" in field
      ? field.fields.map((each) => ({ ...each, path: `${field.path}.${each.path}` }))
      : [field],
  );
  return new Map(flat.map(({ path, visible = "always" }) => [path, visible]));
}

/** A call of the contract, as its bytes, decoded by nothing but the file's own key. */
function showCall(name: string, values: readonly unknown[], formats = calls) {
  const data = contract.encodeFunctionData(name, values);
  for (const [key, format] of Object.entries(formats)) {
    const fragment = FunctionFragment.from(`function ${key}`);
    if (!data.startsWith(fragment.selector)) continue;
    return show(format, new Interface([fragment]).decodeFunctionData(fragment, data).toObject(true));
  }
  throw new Error(`nothing is said of ${name}`);
}

const OWNER = "0xA11ce00000000000000000000000000000000000";
const READER = "0xB0b0000000000000000000000000000000000000";
const SHARE = id("a share");
const MARCH_2027 = 1_803_859_200n;
const NEVER = 2n ** 64n - 1n;
const UNIX_TIME = "Until, in Unix time (0: ends now, 18446744073709551615: never)";

describe("the clear-signing files", () => {
  it("are of ERC-7730's form", () => {
    for (const name of [CALLS, MESSAGES]) {
      const text = textOf(name);
      parse(text);
      expect(() => parse(text.replace('"label"', '"lable"'))).to.throw();
      expect(() => parse(text.replace('"raw"', '"raws"'))).to.throw();
    }
  });

  it("describe every call that changes something, by the contract's own selectors, and no other", () => {
    const changing: string[] = [];
    contract.forEachFunction((each) => !each.constant && changing.push(each.selector));
    const described = Object.keys(calls).map((key) => FunctionFragment.from(`function ${key}`).selector);
    expect(described).to.have.members(changing).and.to.have.length(15);
  });

  it("describe every value, and leave out no more than the guards that a person cannot judge", () => {
    const lists: Record<string, string[]> = {
      grants: ["grantee", "shareId", "expiresAt"],
      changes: ["grantee", "shareId", "expiresAt", "nonce"],
      sealedChanges: ["handle", "expiresAt", "nonce"],
    };
    for (const [key, format] of Object.entries({ ...calls, ...messages })) {
      const parameters = /^\w+\((?<all>(?:\([^)]*\)|[^()])*)\)/.exec(key)?.groups?.["all"] ?? "";
      const names = [...parameters.replace(/\([^)]*\)/g, "").matchAll(/ (\w+)/g)].map(
        ([, name = ""]) => name,
      );
      const shown = visibilities(format);
      const wanted = names.flatMap((name) => {
        const elements = key.startsWith("revokeMany") ? ["grantee", "shareId"] : lists[name];
        return elements === undefined ? [name] : elements.map((element) => `${name}.[].${element}`);
      });
      expect([...shown.keys()], key).to.have.members(wanted);
      for (const [path, visible] of shown) {
        if (/(^|\.)(epoch|nonce)$/.test(path)) expect(visible, path).to.equal("optional");
        else expect(visible, path).to.equal(path === "signature" ? "never" : "always");
      }
    }
  });

  it("name in a list every contract that is recorded, and match none before", () => {
    const sepolia = { chainId: 11_155_111, address: READER };
    const amoy = { chainId: 80_002, address: READER };
    for (const [given, wanted] of [
      [[], []],
      [[{ chainId: 31_337, address: OWNER }], []],
      [
        [sepolia, { chainId: 31_337, address: OWNER }, amoy],
        [amoy, sepolia],
      ],
    ]) {
      for (const [name, text] of renderFiles(publicOnes(given ?? []))) {
        const { context, display } = parse(text);
        expect("contract" in context ? context.contract : context.eip712).to.deep.include({
          deployments: wanted,
        });
        expect(display).to.deep.equal(parse(textOf(name)).display);
      }
    }
  });

  it("name none where nothing was ever deployed", async () => {
    expect(await readDeployments(join(projectRoot, "no such folder"))).to.deep.equal([]);
  });

  it("bind messages to the contract's domain", () => {
    const { context } = parse(textOf(MESSAGES));
    expect(context).to.have.nested.property("eip712.domain").that.deep.equals({
      name: "Access Management Protocol",
      version: "1",
    });
  });
});

describe("a wallet that reads the clear-signing files", () => {
  it("says of a grant who may read what until when", () => {
    expect(showCall("grant", [READER, SHARE, MARCH_2027])).to.deep.equal({
      sentence: `Let ${READER} read share ${SHARE} until 2027-03-01`,
      lines: [`Reader: ${READER}`, `Share: ${SHARE}`, "Until: 2027-03-01", `${UNIX_TIME}: 1803859200`],
    });
  });

  it("can tell a grant that never ends", () => {
    const { lines } = showCall("grant", [READER, SHARE, NEVER]);
    expect(lines).to.include(`${UNIX_TIME}: 18446744073709551615`);
  });

  it("shows each change of a batch by itself, an end without a date", () => {
    const changes = [
      { grantee: READER, shareId: SHARE, expiresAt: MARCH_2027, nonce: 0n },
      { grantee: OWNER, shareId: SHARE, expiresAt: 0n, nonce: 4n },
    ];
    const batch = { owner: OWNER, changes, sealedChanges: [], epoch: 0n, deadline: MARCH_2027 };
    expect(show(formatOf(messages, "Batch"), batch)).to.deep.equal({
      sentence: "Change who reads shares",
      lines: [
        `Owner: ${OWNER}`,
        ...[`Reader: ${READER}`, `Share: ${SHARE}`, "Until: 2027-03-01", `${UNIX_TIME}: 1803859200`],
        ...[`Reader: ${OWNER}`, `Share: ${SHARE}`, `${UNIX_TIME}: 0`],
        "Signature is good until: 2027-03-01",
      ],
    });
  });

  it("can show every call and every message, each sentence with its values", () => {
    const value = (name: string): unknown =>
      ({ owner: OWNER, grantee: READER, shareId: SHARE, handle: SHARE, signature: "0x00" })[name] ??
      MARCH_2027;
    for (const [key, format] of Object.entries({ ...calls, ...messages })) {
      const data = Object.fromEntries(
        format.fields.map((field) => {
          if (!("fields" in field)) return [field.path, value(field.path)];
          return [
            field.path.slice(0, -3),
            [Object.fromEntries(field.fields.map(({ path }) => [path, value(path)]))],
          ];
        }),
      );
      expect(show(format, data).sentence, key).to.match(/^[A-Z][^{}]+$/);
    }
  });

  it("fails at a path that leads nowhere, and at a sentence about what is not shown", () => {
    const grant = formatOf(calls, "grant");
    const call = { grantee: READER, shareId: SHARE, expiresAt: MARCH_2027 };
    const fields = grant.fields.map((field) =>
      field.path === "shareId" ? { ...field, path: "share" } : field,
    );
    expect(() => show({ ...grant, fields }, call)).to.throw("nothing at share");
    expect(() => show({ ...grant, interpolatedIntent: "For {owner}" }, call)).to.throw("owner is said");
  });
});
