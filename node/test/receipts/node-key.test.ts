import { generateKeyPairSync } from "node:crypto";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RECEIPT, signingInput, verifyStatement } from "@idos/protocol";
import { expect } from "chai";
import { loadNodeKey } from "../../src/receipts/load-node-key.ts";
import { signReceipt } from "../../src/receipts/sign-receipt.ts";
import { temporaryFolder } from "../storage/folders.ts";
import { RECEIPT_EXAMPLE } from "./example.ts";

describe("the node's key", () => {
  let folder: string;
  let remove: () => Promise<void>;
  let path: string;

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    path = join(folder, "new", "node-key");
  });
  afterEach(() => remove());

  const refusal = (): Promise<string> => loadNodeKey(path).then(() => "loaded", String);
  async function keep(text: string, mode = 0o600): Promise<void> {
    path = join(folder, "node-key");
    await writeFile(path, text);
    await chmod(path, mode);
  }
  const pem = (type: "ed25519" | "x25519"): string => {
    const { privateKey } =
      type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519");
    return privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  };

  it("is made at the first start, for its owner alone, and is the same at the next", async () => {
    const { did } = await loadNodeKey(path);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect((await loadNodeKey(path)).did).to.equal(did);
    expect(await readdir(join(folder, "new"))).to.deep.equal(["node-key"]);
  });

  it("is one key where several processes make it at once", async () => {
    const keys = await Promise.all([1, 2, 3, 4].map(() => loadNodeKey(path)));
    expect(new Set(keys.map(({ did }) => did)).size).to.equal(1);
    expect(await readdir(join(folder, "new"))).to.deep.equal(["node-key"]);
  });

  it("signs receipts that the protocol verifies under its did:key", async () => {
    const key = await loadNodeKey(path);
    const jws = signReceipt(RECEIPT_EXAMPLE, key);
    expect(jws.startsWith(`${signingInput(RECEIPT, RECEIPT_EXAMPLE, key.did)}.`)).to.equal(true);
    expect(await verifyStatement(RECEIPT, jws)).to.deep.equal({
      claims: RECEIPT_EXAMPLE,
      sessionKey: key.did,
    });
  });

  it("is refused where others can read it, and stays as it is", async () => {
    const text = pem("ed25519");
    for (const mode of [0o640, 0o604, 0o666]) {
      await keep(text, mode);
      expect(await refusal()).to.contain("can be read by others");
    }
    expect(await readFile(path, "utf8")).to.equal(text);
  });

  for (const [what, text] of [
    ["empty", ""],
    ["no key", "a secret"],
    ["cut short", pem("ed25519").slice(0, 60)],
    ["of another kind", pem("x25519")],
  ] as const)
    it(`is refused where the file is ${what}, and nothing of it is told`, async () => {
      await keep(text);
      const told = await refusal();
      expect(told).to.contain(`the node's key ${path} cannot be used`);
      expect(await readFile(path, "utf8")).to.equal(text);
    });
});
