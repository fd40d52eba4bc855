import { getAddress, isAddress } from "ethers";

const ADDRESS_CHARACTERS = 42;

/** An account that somebody typed: with its checksum (EIP-55), or what is wrong with it. */
export function parseAccountText(typed: string): { readonly account: string } | { readonly fault: string } {
  const text = typed.trim();
  if (!/^0x[0-9a-fA-F]*$/.test(text))
    return { fault: "An address begins with 0x and has digits and a to f." };
  const missing = ADDRESS_CHARACTERS - text.length;
  if (missing !== 0) {
    const difference = `${Math.abs(missing)} ${missing > 0 ? "missing" : "too many"}`;
    return { fault: `An address has ${ADDRESS_CHARACTERS} characters: ${difference}.` };
  }
  if (!isAddress(text))
    return {
      fault: "A character of this address is wrong: its capital letters do not add up. Copy it again.",
    };
  if (BigInt(text) === 0n) return { fault: "Nobody has the zero address." };
  return { account: getAddress(text) };
}
