import "../../page/without-eval.ts";
import * as z from "zod";
import { call } from "../../page/call.ts";
import { actionButton, byId, element } from "../../page/element.ts";
import { say } from "../../page/notice.ts";

const progress = byId("progress", HTMLElement);
const list = byId("applications", HTMLElement);
const none = byId("none", HTMLElement);
// Behind the #, so that it is in no request and in no server's log.
const token = location.hash.slice(1);

const applicationSchema = z.object({
  id: z.string(),
  state: z.enum(["pending", "issued", "denied", "revoked"]),
  person: z.object({ name: z.string(), birthDate: z.string(), country: z.string() }),
});
type Application = z.output<typeof applicationSchema>;
const listSchema = z.object({ applications: z.array(applicationSchema) });

const STATES = {
  pending: "waits for a decision",
  issued: "the credential is issued",
  denied: "denied",
  revoked: "the credential is taken back",
} as const;
const DECISIONS = {
  pending: { approve: "Approve and issue", deny: "Deny" },
  issued: { revoke: "Take the credential back" },
  denied: {},
  revoked: {},
} as const;
const ASK_EVERY_MS = 1_000;

let shown = "";

async function refresh(): Promise<void> {
  const { applications } = await call("/office/applications", listSchema, { token });
  const told = JSON.stringify(applications);
  // Built anew only where something changed, so that the focus stays where it is.
  if (told === shown) return;
  shown = told;
  none.hidden = applications.length > 0;
  list.replaceChildren(...applications.map(lineFor));
}

function lineFor({ id, state, person }: Application): HTMLLIElement {
  const { name, birthDate, country } = person;
  const buttons = Object.entries(DECISIONS[state]).map(([decision, label]) =>
    actionButton(label, () => decide({ id, name }, decision)),
  );
  if (state === "pending") buttons[0]?.classList.add("primary");
  const actions = element("div", ...buttons);
  actions.className = "actions";
  const about = element("p", `born ${birthDate}, ${country}; ${STATES[state]}`);
  return element("li", element("h2", name), about, actions);
}

async function decide({ id, name }: { id: string; name: string }, decision: string): Promise<void> {
  try {
    const { state } = await call(
      `/office/applications/${id}/${decision}`,
      z.object({ state: applicationSchema.shape.state }),
      { body: {}, token },
    );
    say(progress, "good", `${name}: ${STATES[state]}.`);
    await refresh();
  } catch (error) {
    showFailure(error);
  }
}

function showFailure(error: unknown): void {
  say(progress, "bad", error instanceof Error ? error.message : "Something failed. Try again.");
}

async function follow(): Promise<never> {
  for (;;) {
    await refresh();
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

// Whoever is not let in, or is let down, loads the page again.
follow().catch(showFailure);
