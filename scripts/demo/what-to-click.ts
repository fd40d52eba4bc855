import { styleText } from "node:util";
import type { Stack } from "../stack/start-stack.ts";
import { PASSWORD } from "./flows/2-first-credential.ts";
import type { PlayedGrant } from "./play.ts";

/** The pages, in the order of a tour. Whoever joined in the story has keys, and the credential that she deleted to get anew. */
export function whatToClick({ issuer, dapp }: Stack, played: PlayedGrant | undefined): string[] {
  const apply =
    played === undefined
      ? "Apply with the Development wallet: your entry is made. A credential needs keys."
      : "Fill in the form, apply with the Development wallet, and be Alice.";
  const pages = [
    [issuer.url, apply],
    [
      `${issuer.url}/office#${issuer.officeToken}`,
      "Approve the application: the credential is issued to its holder's key.",
    ],
    [dapp.url, "Apply for the loan: the vault opens, you unlock it, choose the credential and confirm."],
  ] as const;
  return [
    "",
    styleText("bold", "Open in a browser, in this order; no extension is needed:"),
    ...pages.flatMap(([url, what]) => ["", `  ${styleText("cyan", url)}`, `    ${what}`]),
    ...(played === undefined ? [] : ["", `  The vault asks for Alice's password: ${PASSWORD}`]),
  ];
}
