import { ProviderError } from "../provider/provider-error.ts";
import { button, element } from "./element.ts";
import { STYLE } from "./style.ts";

/** One dialog at a time: a page that asks twice waits. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Shows a dialog of the wallet's own above the page. `fill` makes what is in it and is given what to call with the person's
 * decision; closing it any other way throws USER_REJECTED.
 */
export function openDialog<Decision>(
  title: string,
  fill: (decide: (decision: Decision) => void) => readonly Node[],
): Promise<Decision> {
  const shown = last.then(() => show(title, fill));
  last = shown.catch(() => undefined);
  return shown;
}

function show<Decision>(
  title: string,
  fill: (decide: (decision: Decision) => void) => readonly Node[],
): Promise<Decision> {
  return new Promise((resolve, reject) => {
    const host = document.createElement("development-wallet");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", `Development wallet: ${title}`);
    const decide = (decision: Decision): void => {
      resolve(decision);
      dialog.close();
    };
    const rejecting = button("", () => dialog.close(), "Reject");
    const content = fill(decide);
    dialog.append(
      element("p", "mark", "Development wallet: local chain, public keys, no real money"),
      element("h2", "", title),
      ...content,
    );
    (dialog.querySelector(".actions") ?? dialog).append(rejecting);
    dialog.addEventListener("close", () => {
      host.remove();
      // Of no effect where she has decided.
      reject(new ProviderError("USER_REJECTED", "The user rejected the request"));
    });
    root.append(dialog);
    document.body.append(host);
    dialog.showModal();
  });
}
