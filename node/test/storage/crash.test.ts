import { bytes32Schema, sha256 } from "@idos/protocol";
import { expect } from "chai";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import type { Store } from "../../src/storage/store.ts";
import { envelopeIn } from "./examples.ts";
import { temporaryFolder } from "./folders.ts";

const ROUNDS = 3;
const LINES_BEFORE_KILL = 60;

const lineSchema = z.union([
  z.strictObject({ trying: bytes32Schema }),
  z.strictObject({
    stored: bytes32Schema,
    version: z.number(),
    envelope: bytes32Schema,
    share: bytes32Schema,
    key: z.boolean(),
  }),
]);
type Line = z.infer<typeof lineSchema>;

/** What a writer said until it was killed in the middle of its writes. */
async function writeUntilKilled(folder: string): Promise<Line[]> {
  const program = fileURLToPath(new URL("crash-writer.ts", import.meta.url));
  const writer = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => writer.once("exit", resolve));
  const lines: Line[] = [];
  for await (const line of createInterface(writer.stdout)) {
    lines.push(lineSchema.parse(JSON.parse(line)));
    if (lines.length >= LINES_BEFORE_KILL) writer.kill("SIGKILL");
  }
  await ended;
  return lines;
}

async function expectWhole(store: Store, lines: readonly Line[]): Promise<void> {
  const last = new Map(lines.flatMap((line) => ("stored" in line ? [[line.stored, line] as const] : [])));
  for (const [id, line] of last) {
    const record = await store.records.record(id);
    const envelope = await envelopeIn(store, id);
    // The write after the last acknowledged one may have happened too.
    expect(record?.header.version).to.be.oneOf([line.version, line.version + 1]);
    expect(record?.header.envelope).to.equal(sha256(envelope ?? new Uint8Array()));
    const [key] = (await store.shares.share(line.share))?.records ?? [];
    expect(key?.wrappedKey !== null).to.equal(record?.header.version === 1);
    if (record?.header.version === line.version) expect(record.header.envelope).to.equal(line.envelope);
  }
  for (const line of lines.filter((each) => "trying" in each)) {
    const record = await store.records.record(line.trying);
    const envelope = await envelopeIn(store, line.trying);
    expect(envelope === undefined ? undefined : sha256(envelope)).to.equal(
      record?.header.envelope ?? undefined,
    );
  }
}

describe("a database whose process is killed while it writes", () => {
  it(`has every acknowledged write, whole, each of ${ROUNDS} times`, async () => {
    const { folder, remove } = await temporaryFolder();
    try {
      const said: Line[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const lines = await writeUntilKilled(folder);
        expect(lines.length).to.be.at.least(LINES_BEFORE_KILL);
        said.push(...lines);
        const store = await openPgliteStore(folder);
        await expectWhole(store, said).finally(() => store.close());
      }
    } finally {
      await remove();
    }
  });
});
