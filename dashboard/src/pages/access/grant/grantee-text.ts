import { parseAccountText } from "../../../format/account-text.ts";

/** What was typed as the one who is to read. */
export type GranteeText =
  | { readonly kind: "empty" }
  /** With its checksum. */
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "fault"; readonly message: string };

const NAME = /^[^\s.]+(\.[^\s.]+)+$/u;

export function parseGranteeText(typed: string): GranteeText {
  const text = typed.trim();
  if (text === "") return { kind: "empty" };
  if (NAME.test(text)) return { kind: "name", name: text.toLowerCase() };
  if (!text.startsWith("0x"))
    return { kind: "fault", message: "That is neither an address (0x…) nor a name such as bob.eth." };
  const parsed = parseAccountText(text);
  return "fault" in parsed
    ? { kind: "fault", message: parsed.fault }
    : { kind: "address", address: parsed.account };
}
