import "../../page/without-eval.ts";
import { isIdosError } from "@idos/sdk";
import { isWalletRejection } from "../../page/connect-wallet.ts";
import { byId, element } from "../../page/element.ts";
import { say } from "../../page/notice.ts";
import { apply, NoKeys, untilDecided } from "./apply.ts";
import { readForm } from "./form.ts";
import type { Person } from "../person.ts";

const form = byId("form", HTMLFormElement);
const progress = byId("progress", HTMLElement);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const person = readForm();
  say(progress, "plain");
  if (person === undefined) return;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  void send(person)
    .catch(showFailure)
    .finally(() => {
      for (const button of form.querySelectorAll("button")) button.disabled = false;
    });
});

async function send(person: Person): Promise<void> {
  const id = await apply(person, progress);
  const waiting = "Somebody of ours looks at it. This page tells you when it is done.";
  say(progress, "plain", element("h2", "We have your application"), element("p", waiting));
  if ((await untilDecided(id)) === "issued")
    say(
      progress,
      "good",
      element("h2", "The credential is in your data"),
      element("p", "Only you can open it. Your dashboard shows it, and whom you let read it."),
    );
  else
    say(
      progress,
      "bad",
      element("h2", "We cannot give you a credential"),
      element("p", "Nothing was stored."),
    );
}

function showFailure(error: unknown): void {
  if (isWalletRejection(error) || isIdosError(error, "WALLET_REJECTED"))
    say(progress, "plain", "You declined in your wallet. Nothing was sent; what you typed is still here.");
  else if (error instanceof NoKeys) {
    const text =
      "Your entry is made, but it has no key yet. Open your dashboard, make your keys, then apply again.";
    say(progress, "bad", element("h2", "Make your keys first"), element("p", text));
  } else if (isIdosError(error)) say(progress, "bad", error.remedy);
  else say(progress, "bad", error instanceof Error ? error.message : "Something failed. Try again.");
}
