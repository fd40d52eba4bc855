import { styleText } from "node:util";
import type { Stack } from "../stack/start-stack.ts";
import { PASSWORD } from "./flows/2-first-credential.ts";
import type { PlayedGrant } from "./play.ts";

/** The pages, in the order of a tour. Whoever joined in the story has keys, and the credential that she deleted to get anew. */
export function whatToClick(
  { issuer, dapp, dashboardOrigin }: Stack,
  played: PlayedGrant | undefined,
): string[] {
  const join = [
    dashboardOrigin,
    "Connect the Development wallet as Carol: join, and make your keys.",
  ] as const;
  const who = played === undefined ? "Carol, once she has keys" : "Alice";
  const pages = [
    ...(played === undefined ? [join] : []),
    [issuer.url, `Fill in the form, apply with the Development wallet, and be ${who}.`],
    [
      `${issuer.url}/office#${issuer.officeToken}`,
      "Approve the application: the credential is issued to its holder's key.",
    ],
    [dapp.url, "Apply for the loan: the vault opens, you unlock it, choose the credential and confirm."],
    [dashboardOrigin, "See who reads what, and take it back: the dApp's page says so within seconds."],
  ] as const;
  return [
    "",
    styleText("bold", "Open in a browser, in this order; no extension is needed:"),
    ...pages.flatMap(([url, what]) => ["", `  ${styleText("cyan", url)}`, `    ${what}`]),
    ...(played === undefined ? [] : ["", `  The password that unlocks Alice's keys, and Bob's: ${PASSWORD}`]),
  ];
}
