import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { BlockRecord } from "./block-record.ts";

/** One line a block, its number the line's; fields in the order of the record, with tabs between, which JSON escapes. */
export async function writeChain(file: string, records: Iterable<BlockRecord>): Promise<void> {
  const stream = createWriteStream(file, "latin1");
  for (const { hash, header, transactionHashes, transactions, logs, journal } of records) {
    const line = [hash, header, transactionHashes, transactions, logs, journal].join("\t");
    if (!stream.write(`${line}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "close");
}

export async function* readChain(file: string): AsyncGenerator<BlockRecord> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, "latin1") })) {
    const [hash = "", header = "", transactionHashes = "", transactions = "", logs = "", journal = ""] =
      line.split("\t");
    yield { number: number++, hash, header, transactionHashes, transactions, logs, journal };
  }
}
