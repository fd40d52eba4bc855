import { z } from "zod";

const dumpSchema = z.record(z.string(), z.array(z.base64()));

/** Where a page's storage holds 32 secret bytes, and in which encoding, as "localStorage hex". */
export function findSecret(dump: unknown, secret: Uint8Array): string[] {
  return Object.entries(dumpSchema.parse(dump)).flatMap(([place, values]) => {
    // Latin-1 makes one character of each byte.
    const texts = values.map((value) => Buffer.from(value, "base64").toString("latin1"));
    return Object.entries(encodingsOf(Buffer.from(secret)))
      .filter(([, needles]) => needles.some((needle) => texts.some((text) => text.includes(needle))))
      .map(([encoding]) => `${place} ${encoding}`);
  });
}

/** The texts of a dump, for what is to be there. */
export function textsOf(dump: unknown): string[] {
  return Object.values(dumpSchema.parse(dump)).flatMap((values) =>
    values.map((value) => Buffer.from(value, "base64").toString("latin1")),
  );
}

/** 27 bytes are whole groups of base64; the secret may begin at any place of a group of what it is a part of. */
function encodingsOf(secret: Buffer): Record<string, readonly string[]> {
  const parts = [0, 1, 2].map((start) => secret.subarray(start, start + 27));
  const hex = secret.toString("hex");
  return {
    raw: [secret.toString("latin1")],
    hex: [hex, hex.toUpperCase()],
    base64: parts.map((part) => part.toString("base64")),
    base64url: parts.map((part) => part.toString("base64url")),
    decimals: [secret.join(), secret.join(", ")],
  };
}
