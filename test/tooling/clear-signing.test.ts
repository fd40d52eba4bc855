import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AccessManagementProtocol__factory,
  batchTypedData,
  grantSealedTypedData,
  grantTypedData,
  parseBytes32,
  revokeAllTypedData,
  revokeSealedTypedData,
  revokeTypedData,
} from "@idos/protocol";
import { expect } from "chai";
import { FunctionFragment, getAddress, id, Interface } from "ethers";
import { publicOnes } from "../../scripts/clear-signing/deployments.ts";
import { renderFiles } from "../../scripts/clear-signing/render-files.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { clearSigningFile, type Format } from "./clear-signing/schema.ts";
import { ALICE, BOB, DEPLOYMENT, showCall, showMessage } from "./clear-signing/wallet.ts";

const CALLS = "calldata-AccessManagementProtocol.json";
const MESSAGES = "eip712-AccessManagementProtocol.json";
const textOf = (name: string) => readFileSync(join(projectRoot, "contracts/clear-signing", name), "utf8");
const parse = (text: string) => clearSigningFile.parse(JSON.parse(text));
const calls = parse(textOf(CALLS)).display.formats;
const messages = parse(textOf(MESSAGES)).display.formats;
const contract = new Interface(AccessManagementProtocol__factory.abi);

/** The path of every value that is described, and the rule of its being shown; of two fields, the more open one. */
function visibilities({ fields }: Format): Map<string, unknown> {
  const flat = fields.flatMap((field) =>
    "fields" in field
      ? field.fields.map((each) => ({ ...each, path: `${field.path}.${each.path}` }))
      : [field],
  );
  const rules = flat.map(({ path, visible = "always" }) => [path, visible] as const);
  return new Map([...rules, ...rules.filter(([, visible]) => visible === "always")]);
}

const SHARE = parseBytes32(id("a share"));
const HANDLE = parseBytes32(id("a handle"));
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
    const sepolia = { chainId: 11_155_111, address: getAddress(BOB) };
    const amoy = { chainId: 80_002, address: getAddress(BOB) };
    for (const [given, wanted] of [
      [[], []],
      [[{ chainId: 31_337, address: getAddress(ALICE) }], []],
      [
        [sepolia, { chainId: 31_337, address: getAddress(ALICE) }, amoy],
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

  it("bind messages to the contract's domain", () => {
    const { context } = parse(textOf(MESSAGES));
    expect(context).to.have.nested.property("eip712.domain").that.deep.equals({
      name: "Access Management Protocol",
      version: "1",
    });
  });
});

describe("a wallet that reads the clear-signing files", () => {
  const sentences = {
    grant: [[BOB, SHARE, MARCH_2027], `Let Bob read share ${SHARE} until 2027-03-01 00:00:00Z`],
    revoke: [[BOB, SHARE], `End the access of Bob to share ${SHARE}`],
    grantSealed: [[HANDLE, MARCH_2027], `Give sealed access ${HANDLE} until 2027-03-01 00:00:00Z`],
    revokeSealed: [[HANDLE], `End sealed access ${HANDLE}`],
    revokeAll: [[], "End all access you gave"],
    voidMessages: [[HANDLE], `Void unused signatures for ${HANDLE}; access stays as it is`],
    renounce: [[ALICE, SHARE], `Give up access to share ${SHARE} of Alice`],
    grantMany: [[[[BOB, SHARE, MARCH_2027]]], "Let others read shares"],
    revokeMany: [[[[BOB, SHARE]]], "End access to shares"],
    grantBySig: [
      [ALICE, BOB, SHARE, MARCH_2027, MARCH_2027, "0x00"],
      `For Alice: let Bob read share ${SHARE} until 2027-03-01 00:00:00Z`,
    ],
    revokeBySig: [
      [ALICE, BOB, SHARE, MARCH_2027, "0x00"],
      `For Alice: end the access of Bob to share ${SHARE}`,
    ],
    grantSealedBySig: [
      [ALICE, HANDLE, MARCH_2027, MARCH_2027, "0x00"],
      `For Alice: give sealed access ${HANDLE} until 2027-03-01 00:00:00Z`,
    ],
    revokeSealedBySig: [[ALICE, HANDLE, MARCH_2027, "0x00"], `For Alice: end sealed access ${HANDLE}`],
    revokeAllBySig: [[ALICE, MARCH_2027, "0x00"], "For Alice: end all access that was given"],
    batchBySig: [[ALICE, [[BOB, SHARE, 0n, 1n]], [], MARCH_2027, "0x00"], "Send signed changes"],
  } as const;
  for (const [name, [values, sentence]] of Object.entries(sentences)) {
    it(`says of ${name}: ${sentence.replace(/0x\w+/, "...")}`, async () => {
      const shown = await showCall(name, values);
      expect(shown).to.deep.include({ sentence, faults: [] });
    });
  }

  it("has a sentence for every call", () => {
    expect(Object.keys(calls).map((key) => key.replace(/\(.*/, ""))).to.have.members(Object.keys(sentences));
  });

  it("shows of a grant all that the sentence says, and never-ending ones by the number that means it", async () => {
    const lines = (until: bigint) => [`Reader: Bob`, `Share: ${SHARE}`, `${UNIX_TIME}: ${until}`];
    expect((await showCall("grant", [BOB, SHARE, MARCH_2027])).lines).to.deep.equal([
      ...lines(MARCH_2027),
      "Until: 2027-03-01 00:00:00Z",
    ]);
    expect(await showCall("grant", [BOB, SHARE, NEVER])).to.deep.equal({
      sentence: `Let Bob read share ${SHARE} until ${NEVER}`,
      lines: lines(NEVER),
      faults: [],
    });
    expect((await showCall("grantMany", [[[BOB, SHARE, NEVER]]])).lines).to.deep.equal(lines(NEVER));
  });

  it("says of a message what it says of the transaction", async () => {
    const guards = { owner: ALICE, epoch: 0n, nonce: 0n, deadline: MARCH_2027 } as const;
    const open = { ...guards, grantee: BOB, shareId: SHARE } as const;
    const sealed = { ...guards, handle: HANDLE } as const;
    const expiresAt = MARCH_2027;
    for (const [name, data] of [
      ["grant", grantTypedData(DEPLOYMENT, { ...open, expiresAt })],
      ["revoke", revokeTypedData(DEPLOYMENT, open)],
      ["grantSealed", grantSealedTypedData(DEPLOYMENT, { ...sealed, expiresAt })],
      ["revokeSealed", revokeSealedTypedData(DEPLOYMENT, sealed)],
      ["revokeAll", revokeAllTypedData(DEPLOYMENT, guards)],
    ] as const) {
      const shown = await showMessage(ALICE, data);
      expect(shown).to.deep.include({ sentence: sentences[name][1], faults: [] });
      expect(shown.lines).to.include("Signature is good until: 2027-03-01 00:00:00Z");
    }
  });

  it("shows each change of a batch by itself, an end without a date", async () => {
    const changes = [
      { grantee: BOB, shareId: SHARE, expiresAt: MARCH_2027, nonce: 0n },
      { grantee: ALICE, shareId: SHARE, expiresAt: 0n, nonce: 4n },
    ] as const;
    const sealedChanges = [{ handle: HANDLE, expiresAt: NEVER, nonce: 0n }] as const;
    const guards = { owner: ALICE, epoch: 0n, deadline: MARCH_2027 } as const;
    const message = batchTypedData(DEPLOYMENT, { ...guards, changes, sealedChanges });
    expect(await showMessage(ALICE, message)).to.deep.equal({
      sentence: "Change who reads shares",
      faults: [],
      lines: [
        "Owner: Alice",
        ...["Reader: Bob", `Share: ${SHARE}`, `${UNIX_TIME}: 1803859200`, "Until: 2027-03-01 00:00:00Z"],
        "Nonce of the access: 0",
        ...["Reader: Alice", `Share: ${SHARE}`, `${UNIX_TIME}: 0`],
        "Nonce of the access: 4",
        ...[`Handle of the access: ${HANDLE}`, `${UNIX_TIME}: ${NEVER}`],
        "Nonce of the access: 0",
        "Owner's epoch: 0",
        "Signature is good until: 2027-03-01 00:00:00Z",
      ],
    });
  });
});
