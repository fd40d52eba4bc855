import type { OpenedRecord } from "@idos/sdk";
import type { Origin } from "@idos/protocol";
import type { GrantAsked } from "../../messages/requests.ts";
import { armedButton } from "./armed-button.ts";
import { element, show } from "./element.ts";

/**
 * Shows who asks, for whom, what for and until when, and each record by itself; none is chosen beforehand. Resolves with
 * the ids that the person chose, or undefined where she declined.
 */
export function askConsent(
  origin: Origin,
  asked: GrantAsked,
  records: readonly OpenedRecord[],
): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const boxes = records.map((record) => ({ record, box: boxFor(record) }));
    const chosen = (): string[] => boxes.filter(({ box }) => box.checked).map(({ record }) => record.id);
    const fault = element("p", { role: "alert" });
    const confirm = armedButton("Share what I chose", () => {
      if (chosen().length > 0) resolve(chosen());
      else fault.textContent = "Choose one at least, or decline.";
    });
    const decline = element("button", { type: "button" }, "Decline");
    decline.addEventListener("click", () => resolve(undefined));
    show(
      element("h1", {}, "Share your data?"),
      termsOf(origin, asked),
      element("ul", { class: "records" }, ...boxes.map(({ record, box }) => lineFor(record, box))),
      element("p", {}, boxes.length === 0 ? "You hold no data of the kind that is asked for." : ""),
      element("p", { class: "note" }, "You can end this at any time. What was read until then was read."),
      fault,
      element("div", { class: "actions" }, confirm, decline),
    );
  });
}

function termsOf(origin: Origin, { grantee, purpose, expiresInDays }: GrantAsked): Node {
  const terms = [
    ["Asks", origin],
    ["Who will read", grantee],
    ["What for", purpose],
    ["For how long", `${expiresInDays} ${expiresInDays === 1 ? "day" : "days"}`],
  ] as const;
  return element(
    "dl",
    {},
    ...terms.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function boxFor({ id }: OpenedRecord): HTMLInputElement {
  return element("input", { type: "checkbox", id, autocomplete: "off" });
}

function lineFor({ id, kind, author, writtenAt, content }: OpenedRecord, box: HTMLInputElement): Node {
  const by = author.role === "issuer" ? `issued by ${author.account}` : "written by you";
  const on = new Date(writtenAt * 1000).toISOString().slice(0, 10);
  const label = element(
    "label",
    { for: id },
    element("strong", {}, content.type),
    element("span", {}, `${kind}, ${by} on ${on}`),
  );
  return element("li", {}, box, label);
}
