import type { Bytes32 } from "@idos/protocol";
import { type Action, authorize } from "./authorize.ts";
import type { Principal } from "./principal.ts";
import { refusal } from "./refuse.ts";

/** The id of the caller's own user, if her session may do `action`; throws the refusal otherwise. */
export function requireOwnUser(principal: Principal, action: Action): Bytes32 {
  const decision = authorize(principal, action, { kind: "own-user" }, null, 0);
  if (decision.allow && principal.userId !== null) return principal.userId;
  throw refusal(decision.allow ? "NO_USER" : decision.code);
}
