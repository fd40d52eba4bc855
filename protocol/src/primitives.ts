import { getAddress } from "ethers";
import * as z from "zod";

/** The largest uint64: as `expiresAt` it means that a grant never expires. */
export const NEVER_EXPIRES = 2n ** 64n - 1n;

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const BYTES32 = /^0x[0-9a-f]{64}$/;
const STORED_ADDRESS = /^0x[0-9a-f]{40}$/;

function hasValidChecksum(text: string): boolean {
  const digits = text.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  return getAddress(text.toLowerCase()) === text;
}

/**
 * An account: 20 bytes as 0x and 40 lowercase hexadecimal digits.
 *
 * Lowercase is the only stored form, so that two spellings of one address can never be two keys; a
 * mixed-case input must carry a correct EIP-55 checksum.
 */
export const addressSchema = z
  .string()
  .regex(ADDRESS, { error: "an address is 0x and 40 hexadecimal digits", abort: true })
  .refine(hasValidChecksum, "the address has a wrong EIP-55 checksum")
  .transform((text) => text.toLowerCase())
  .brand<"Address">();
/** As `addressSchema` gives it: in lowercase. */
export type Address = z.infer<typeof addressSchema>;

/** 32 bytes as 0x and 64 lowercase hexadecimal digits. */
export const bytes32Schema = z
  .string()
  .regex(BYTES32, "32 bytes are 0x and 64 lowercase hexadecimal digits")
  .brand<"Bytes32">();
/** As `bytes32Schema` takes it. */
export type Bytes32 = z.infer<typeof bytes32Schema>;

/** For many values; says no more of what is wrong than that it is. */
export function isBytes32(text: string): text is Bytes32 {
  return BYTES32.test(text);
}

/** Whether this is an address as it is stored, for many values; input in any spelling goes through `addressSchema`. */
export function isStoredAddress(text: string): text is Address {
  return STORED_ADDRESS.test(text);
}

export const ZERO_BYTES32 = bytes32Schema.parse(`0x${"0".repeat(64)}`);

/** A uint64 that travels as a decimal string, because JSON numbers stop being exact at 2^53. */
export const uint64Schema = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,19})$/, "a uint64 is a decimal string")
  .transform((text) => BigInt(text))
  .refine((value) => value <= NEVER_EXPIRES, "the number exceeds a uint64");

/** A whole number as it stands in a query: digits only, so that "", "1e3" and "0x10" are not numbers. */
export const decimalSchema = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, "a decimal number")
  .transform(Number);

/** Unix time in whole seconds. */
export const unixSecondsSchema = z.number().int().min(0).max(253_402_300_799);

export const blockNumberSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Throws a ZodError unless `text` is an address in an accepted spelling. */
export function parseAddress(text: string): Address {
  return addressSchema.parse(text);
}

/** Throws a ZodError unless `text` is 32 bytes; accepts uppercase digits from libraries that print them. */
export function parseBytes32(text: string): Bytes32 {
  return bytes32Schema.parse(text.toLowerCase());
}
