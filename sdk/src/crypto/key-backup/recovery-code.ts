import { fromHex, toHex } from "@idos/protocol";
import { IdosError } from "../../errors/idos-error.ts";
import { derive } from "../derive.ts";
import { loadSodium, type Sodium } from "../sodium.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS = "0123456789abcdefghijklmnopqrstuv";
const SECRET_BYTES = 20;
const SECRET_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 4;
const GROUP_CHARACTERS = 4;

/** 160 random bits: 32 characters of Crockford's base32 and 4 of checksum, in nine groups of four. */
export async function createRecoveryCode(): Promise<string> {
  const sodium = await loadSodium();
  const secret = sodium.randombytes_buf(SECRET_BYTES);
  const code = formatRecoveryCode(sodium, secret);
  sodium.memzero(secret);
  return code;
}

export function formatRecoveryCode(sodium: Sodium, secret: Uint8Array): string {
  const characters = encode(secret, SECRET_CHARACTERS) + checksum(sodium, secret);
  return (characters.match(new RegExp(`.{${GROUP_CHARACTERS}}`, "g")) ?? []).join("-");
}

/**
 * The 20 bytes of a code as a person typed it: any case, O for 0, I or L for 1, with or without separators.
 * Throws RECOVERY_CODE_MALFORMED; a mistyped character is noticed with a chance of a million to one.
 */
export function parseRecoveryCode(sodium: Sodium, code: string): Uint8Array {
  const characters = code.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const isWellFormed =
    characters.length === SECRET_CHARACTERS + CHECKSUM_CHARACTERS &&
    Array.from(characters).every((character) => CROCKFORD.includes(character));
  const secret = isWellFormed ? decode(characters.slice(0, SECRET_CHARACTERS)) : undefined;
  if (secret === undefined || checksum(sodium, secret) !== characters.slice(SECRET_CHARACTERS))
    throw new IdosError("RECOVERY_CODE_MALFORMED", "The recovery code is mistyped");
  return secret;
}

/** 20 bits of BLAKE2b. */
function checksum(sodium: Sodium, secret: Uint8Array): string {
  const hash = derive(sodium, null, "recoveryChecksum", secret);
  return encode(hash.subarray(0, 5), 8).slice(0, CHECKSUM_CHARACTERS);
}

function encode(bytes: Uint8Array, characters: number): string {
  const digits = BigInt(toHex(bytes)).toString(32).padStart(characters, "0");
  return Array.from(digits, (digit) => CROCKFORD.charAt(DIGITS.indexOf(digit))).join("");
}

function decode(characters: string): Uint8Array {
  let number = 0n;
  for (const character of characters) number = number * 32n + BigInt(CROCKFORD.indexOf(character));
  return fromHex(`0x${number.toString(16).padStart(2 * SECRET_BYTES, "0")}`);
}
