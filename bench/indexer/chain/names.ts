import { type Address, type Bytes32, parseAddress, parseBytes32 } from "@idos/protocol";
import { createHash } from "node:crypto";

/** 32 bytes that stand for this name in every run, as lowercase hexadecimal digits. */
export function digestOf(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}

export const bytes32Of = (name: string): Bytes32 => parseBytes32(`0x${digestOf(name)}`);
export const addressOf = (name: string): Address => parseAddress(`0x${digestOf(name).slice(0, 40)}`);
