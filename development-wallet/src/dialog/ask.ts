import type { Account } from "../provider/accounts.ts";
import type { Approvable } from "../provider/parse-request.ts";
import { describe } from "./describe.ts";
import { button, element } from "./element.ts";
import { openDialog } from "./open-dialog.ts";

/** As whom the page is to know the person. Throws USER_REJECTED. */
export function askAccount(all: readonly Account[], connected: Account | undefined): Promise<Account> {
  return openDialog<Account>("Connect as", (decide) => [
    element("p", "", `${location.origin} asks for your account.`),
    element(
      "div",
      "accounts",
      ...all.map((account) => {
        const name = account === connected ? `${account.name} (connected)` : account.name;
        return button("", () => decide(account), name, element("small", "", account.wallet.address));
      }),
    ),
    element("div", "actions"),
  ]);
}

/** Throws USER_REJECTED unless the person approves. */
export async function askApproval(account: Account, asked: Approvable): Promise<void> {
  const { title, facts, text } = describe(asked);
  await openDialog<true>(title, (decide) => [
    element("p", "", `${location.origin} asks ${account.name}.`),
    ...(text === undefined ? [] : [element("pre", "", text)]),
    ...(facts.length === 0
      ? []
      : [
          element(
            "dl",
            "",
            ...facts.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]),
          ),
        ]),
    element(
      "div",
      "actions",
      button("primary", () => decide(true), "Approve"),
    ),
  ]);
}
