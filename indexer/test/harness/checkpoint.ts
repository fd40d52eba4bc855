import { EMPTY_JOURNAL, parseBytes32, toHex } from "@idos/protocol";
import { randomBytes } from "node:crypto";
import type { Checkpoint } from "../../src/grant-index.ts";

/** Of a block that no chain has. */
export function checkpoint(number: number): Checkpoint {
  const hash = parseBytes32(toHex(randomBytes(32)));
  return { number, hash, time: number, journal: EMPTY_JOURNAL, confirmed: number };
}
