import { base64urlnopad } from "@scure/base";
import { getBytes, hexlify, sha256 as sha256Hex } from "ethers";
import * as z from "zod";
import { type Bytes32, parseBytes32 } from "./primitives.ts";

/** Bytes as unpadded base64url (RFC 4648, section 5), at most `bytesMax` bytes. */
export function base64urlSchema(bytesMax: number) {
  return z
    .string()
    .max(Math.ceil((bytesMax * 4) / 3), `at most ${bytesMax} bytes`)
    .transform((text, context) => {
      try {
        return base64urlnopad.decode(text);
      } catch {
        context.addIssue({ code: "custom", message: "not unpadded base64url" });
        return z.NEVER;
      }
    });
}

export function toBase64url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** Throws an Error unless `text` is unpadded base64url. */
export function fromBase64url(text: string): Uint8Array {
  return base64urlnopad.decode(text);
}

export function toHex(bytes: Uint8Array): string {
  return hexlify(bytes);
}

export function fromHex(hex: string): Uint8Array {
  return getBytes(hex);
}

/** SHA-256 (FIPS 180-4) of bytes, or of a string's UTF-8 form. */
export function sha256(data: Uint8Array | string): Bytes32 {
  return parseBytes32(sha256Hex(typeof data === "string" ? new TextEncoder().encode(data) : data));
}

/** Not constant-time: for public values only. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
