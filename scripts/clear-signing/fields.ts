import type { ShownField } from "./format.ts";

const NEVER_EXPIRES = (2n ** 64n - 1n).toString();
const ENDED = "0";

const ANYONE = { types: ["wallet", "eoa", "contract"], sources: ["local", "ens"] };
const SECONDS = { encoding: "timestamp" };

const shown = (
  path: string,
  label: string,
  format: ShownField["format"],
  more: Pick<ShownField, "params" | "visible"> = {},
): ShownField => ({ path, label, format, ...more });

/** ERC-7730 has no word for a date that means never, and wallets would show a wrong one: then the number alone says it. */
const until = shown("expiresAt", "Until", "date", {
  params: SECONDS,
  visible: { ifNotIn: [ENDED, NEVER_EXPIRES] },
});
const untilSeconds = shown("expiresAt", `Until, in Unix time (0: ends now, ${NEVER_EXPIRES}: never)`, "raw");
const optional = (path: string, label: string) => shown(path, label, "raw", { visible: "optional" });

/** How each value is shown, by the name that it has in calls and messages alike. */
export const FIELDS: Readonly<Record<string, readonly ShownField[]>> = {
  owner: [shown("owner", "Owner", "addressName", { params: ANYONE })],
  grantee: [shown("grantee", "Reader", "addressName", { params: ANYONE })],
  shareId: [shown("shareId", "Share", "raw")],
  handle: [shown("handle", "Handle of the access", "raw")],
  // Of two fields of one value, a sentence takes the last that is shown: the date, or else the number.
  expiresAt: [untilSeconds, until],
  deadline: [shown("deadline", "Signature is good until", "date", { params: SECONDS })],
  // Whether these are the present ones, a wallet that asks the contract can see, and a person cannot.
  epoch: [optional("epoch", "Owner's epoch")],
  nonce: [optional("nonce", "Nonce of the access")],
  // The owner's, over what is shown beside it.
  signature: [shown("signature", "Signature", "raw", { visible: "never" })],
};
