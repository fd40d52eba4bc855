import "./steps.css";
import type { ReactNode } from "react";

export interface Step {
  readonly name: string;
  readonly state: "done" | "now" | "later";
  /** What there is to do, of the one that is due. */
  readonly body?: ReactNode;
}

/** A trail of what is done, due and to come. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map(({ name, state, body }) => (
        <li key={name} className={`step step-${state}`} aria-current={state === "now" ? "step" : undefined}>
          <span className="step-mark" aria-hidden="true">
            {state === "done" ? "✓" : ""}
          </span>
          <div className="stack">
            <h2>
              {name}
              {state === "done" && <span className="visually-hidden"> (done)</span>}
            </h2>
            {state === "now" && body}
          </div>
        </li>
      ))}
    </ol>
  );
}
