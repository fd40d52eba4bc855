import { createHash } from "node:crypto";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { sql } from "kysely";
import { backUp, restore } from "../../src/backup/backup.ts";
import { openData } from "../../src/storage/sql/backup/open-data.ts";
import { contentOf, emptyPlace, fill, KINDS, openStoreIn, type TestPlace } from "./examples.ts";

const KEY = "a key";
const SMALL = 20_000;
/** Of a folder, whose opening takes seconds: those that are found out before, amid and after its rows. */
const IN_A_FOLDER = /another gzip file|cut off in its middle|lacks its end|breaks a rule/;

/** As a backup's lines, with an end that is true of them. */
function sealed(lines: readonly string[]): Buffer {
  const text = lines.map((line) => `${line}\n`).join("");
  const sha256 = createHash("sha256").update(text).digest("hex");
  const rows = lines.slice(1).filter((line) => line.startsWith("[")).length;
  return gzipSync(`${text}${JSON.stringify({ rows, sha256 })}\n`);
}

for (const kind of KINDS) {
  describe(`restoring in ${kind}`, () => {
    let source: TestPlace;
    let target: TestPlace;
    let good: Buffer;
    let lines: readonly string[];
    before(async () => {
      source = await emptyPlace("PGlite");
      const store = await openStoreIn(source);
      await fill(store, SMALL);
      await store.close();
      await writeFile(source.nodeKeyFile, KEY);
      const path = join(source.folder, "backup");
      await backUp(source, path);
      good = await readFile(path);
      lines = gunzipSync(good).toString("utf8").trimEnd().split("\n").slice(0, -1);
    });
    after(() => source.remove());
    beforeEach(async () => (target = await emptyPlace(kind)));
    afterEach(() => target.remove());

    const restoring = async (bytes: Uint8Array): Promise<string> => {
      const path = join(target.folder, "candidate");
      await writeFile(path, bytes);
      return restore(target, path).then(() => "restored", String);
    };
    const expectUntouched = async (): Promise<void> => {
      for (const path of [target.nodeKeyFile, join(target.dataFolder, "pglite")])
        expect(await access(path).catch(() => "not there")).to.equal("not there");
      if (target.postgres === undefined) return;
      const data = await openData(target);
      const { rows } = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(data.db);
      await data.close();
      expect(rows).to.deep.equal([]);
    };

    const damaged: Readonly<Record<string, () => Uint8Array>> = {
      "is cut off at its start": () => good.subarray(0, 10),
      "is cut off in its middle": () => good.subarray(0, good.length / 2),
      "is cut off before its last byte": () => good.subarray(0, good.length - 1),
      "has a changed byte": () => {
        const bytes = Buffer.from(good);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        return bytes;
      },
      "is empty": () => new Uint8Array(),
      "is another file": () => new TextEncoder().encode("PGDMP a dump of somebody else's"),
      "is another gzip file": () => gzipSync("hello\n"),
      "lacks its end": () => gzipSync(lines.map((line) => `${line}\n`).join("")),
      "lacks a row": () => {
        const text = gunzipSync(good).toString("utf8").split("\n");
        return gzipSync(text.toSpliced(3, 1).join("\n"));
      },
      "goes on after its end": () => gzipSync(Buffer.concat([gunzipSync(good), Buffer.from("[]\n")])),
      "is of another format": () =>
        sealed([(lines[0] ?? "").replace('"idosNodeBackup":1', '"idosNodeBackup":2'), ...lines.slice(1)]),
      "is of a newer schema": () =>
        sealed([(lines[0] ?? "").replace("0001-first-schema", "9999-later"), ...lines.slice(1)]),
      "has a table of something else": () =>
        sealed([...lines, '{"table":"pg_authid","columns":["rolname"]}']),
      "has a row that breaks a rule of the schema": () =>
        sealed(lines.flatMap((line, at) => (at === 2 ? [line, line] : [line]))),
      "has rows before any table": () => sealed([lines[0] ?? "", '["x"]']),
    };
    for (const [how, make] of Object.entries(damaged)) {
      if (kind === "PGlite" && !IN_A_FOLDER.test(how)) continue;
      it(`refuses a backup that ${how}, and changes nothing`, async () => {
        expect(await restoring(make())).to.not.equal("restored");
        await expectUntouched();
      });
    }

    it("takes the same lines with a true end, so that each refusal was for its fault", async () => {
      expect(await restoring(sealed(lines))).to.equal("restored");
    });

    it("refuses a database that holds data, and changes nothing", async () => {
      const store = await openStoreIn(target);
      await fill(store, SMALL);
      await store.close();
      const before = await contentOf(target);
      expect(await restoring(good)).to.contain("the database is not empty");
      expect(await contentOf(target)).to.deep.equal(before);
    });

    it("refuses where another node's key is, and changes nothing", async () => {
      await mkdir(dirname(target.nodeKeyFile), { recursive: true });
      await writeFile(target.nodeKeyFile, "another key");
      expect(await restoring(good)).to.contain("another node's key");
      expect(await readFile(target.nodeKeyFile, "utf8")).to.equal("another key");
      expect(await restoring(good)).to.not.contain("not empty");
    });
  });
}
