import type { ReactNode } from "react";
import type { Step } from "../../ui/steps.tsx";

const NAMES = [
  "Sign in",
  "Make your entry",
  "Make your keys",
  "Back them up",
  "Publish your public key",
] as const;
export type JoinStep = Exclude<(typeof NAMES)[number], "Sign in">;

/** The whole way of a first visit, at the step that is due. */
export function joinSteps(due: JoinStep, body: ReactNode): readonly Step[] {
  const dueAt = NAMES.indexOf(due);
  return NAMES.map((name, at) => {
    if (at === dueAt) return { name, state: "now", body };
    return { name, state: at < dueAt ? "done" : "later" };
  });
}
