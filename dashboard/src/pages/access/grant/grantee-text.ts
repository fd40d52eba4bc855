import { getAddress, isAddress } from "ethers";

/** What was typed as the one who is to read. */
export type GranteeText =
  | { readonly kind: "empty" }
  /** Lowercase. */
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "fault"; readonly message: string };

const HEX = /^0x[0-9a-fA-F]*$/i;
const NAME = /^[^\s.]+(\.[^\s.]+)+$/u;
const ADDRESS_CHARACTERS = 42;

export function parseGranteeText(typed: string): GranteeText {
  const text = typed.trim();
  if (text === "") return { kind: "empty" };
  if (HEX.test(text)) return parseHex(text);
  if (NAME.test(text)) return { kind: "name", name: text.toLowerCase() };
  return { kind: "fault", message: "That is neither an address (0x…) nor a name such as bob.eth." };
}

function parseHex(text: string): GranteeText {
  const missing = ADDRESS_CHARACTERS - text.length;
  if (missing !== 0) {
    const difference = `${Math.abs(missing)} ${missing > 0 ? "missing" : "too many"}`;
    return { kind: "fault", message: `An address has ${ADDRESS_CHARACTERS} characters: ${difference}.` };
  }
  if (!isAddress(text))
    return {
      kind: "fault",
      message: "A character of this address is wrong: its capital letters do not add up. Copy it again.",
    };
  if (BigInt(text) === 0n) return { kind: "fault", message: "Nobody has the zero address." };
  return { kind: "address", address: getAddress(text).toLowerCase() };
}
