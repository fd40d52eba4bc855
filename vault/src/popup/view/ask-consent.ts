import type { Origin } from "@idos/protocol";
import type { GrantAsked } from "../../messages/requests.ts";
import type { Choice } from "../choices.ts";
import { armedButton } from "./armed-button.ts";
import { element, show } from "./element.ts";

/**
 * Shows who asks, for whom, what for and until when, and each record by itself; none is chosen beforehand. Resolves with
 * what the person chose, or undefined where she declined.
 */
export function askConsent(
  origin: Origin,
  asked: GrantAsked,
  choices: readonly Choice[],
): Promise<readonly Choice[] | undefined> {
  return new Promise((resolve) => {
    const boxes = choices.map((choice) => ({ choice, box: boxFor(choice) }));
    const chosen = (): Choice[] => boxes.filter(({ box }) => box.checked).map(({ choice }) => choice);
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
      element("ul", { class: "records" }, ...boxes.map(({ choice, box }) => lineFor(choice, box))),
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

function boxFor({ record }: Choice): HTMLInputElement {
  return element("input", { type: "checkbox", id: record.id, autocomplete: "off" });
}

function lineFor({ record, claims }: Choice, box: HTMLInputElement): Node {
  const { id, kind, author, writtenAt, content } = record;
  const by = author.role === "issuer" ? `issued by ${author.account}` : "written by you";
  const on = new Date(writtenAt * 1000).toISOString().slice(0, 10);
  const label = element(
    "label",
    { for: id },
    element("strong", {}, content.type),
    element("span", {}, `${kind}, ${by} on ${on}`),
    ...shownOf(kind, claims),
  );
  return element("li", {}, box, label);
}

/** What of a credential the reader will see; an attribute is seen whole. */
function shownOf(kind: string, claims: Choice["claims"]): Node[] {
  if (kind !== "credential") return [];
  const shown =
    claims === undefined ? "Everything in it is shown" : `Only this is shown: ${claims.join(", ")}`;
  return [element("span", { class: "claims" }, shown)];
}
