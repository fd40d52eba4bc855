import type { Origin } from "@idos/protocol";
import type { PopupRequest } from "../../messages/requests.ts";
import { armedButton } from "./armed-button.ts";
import { element, show } from "./element.ts";

const ASKS = {
  connect: "wants to know which account is yours and whether you have idOS keys.",
  grant: "asks you to share some of your data.",
  unlock: "wants to show you your data.",
} as const;

/** Who asks, and for what. */
export function aboutRequest(origin: Origin, { type }: PopupRequest): Node {
  return element(
    "section",
    {},
    element("h1", {}, "Your idOS vault"),
    element("p", {}, element("strong", {}, origin), ` ${ASKS[type]}`),
  );
}

export function showMessage(text: string): void {
  show(element("h1", {}, "Your idOS vault"), element("p", { role: "status" }, text));
}

/** A yes or no to what `about` says. */
export function askConfirmation(about: Node, label: string): Promise<boolean> {
  return new Promise((resolve) => {
    const decline = element("button", { type: "button" }, "Decline");
    decline.addEventListener("click", () => resolve(false));
    const confirm = armedButton(label, () => resolve(true));
    show(about, element("div", { class: "actions" }, confirm, decline));
  });
}

/** Says why something failed and waits for the person to go on. */
export function showFault(about: Node, text: string): Promise<void> {
  return new Promise((resolve) => {
    const again = element("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => resolve());
    show(about, element("p", { role: "alert" }, text), again);
  });
}
