import "./button.css";
import type { ComponentProps } from "react";

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: "primary" | "plain" | "quiet" | "danger";
  /** It does what it was asked for: cannot be pressed again, and says so. */
  readonly busy?: boolean;
}

export function Button({ look = "plain", busy = false, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look}`}
      disabled={disabled === true || busy}
      aria-busy={busy}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
