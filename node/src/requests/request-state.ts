import type { RequestState } from "@idos/protocol";
import type { RequestClosing, StoredRequest } from "../storage/requests.ts";

/** A request's state follows from what was stored and from the time: nothing has to happen for it to expire. */
export function stateOf(
  { closing, expiresAtSeconds }: Pick<StoredRequest, "closing" | "expiresAtSeconds">,
  nowSeconds: number,
): RequestState {
  if (closing !== null) return closing.state;
  return nowSeconds < expiresAtSeconds ? "pending" : "expired";
}

/** `already`: it is in that state, and asking again changes nothing. */
export type Transition = "change" | "already" | "refuse";

/** Whether a request in the state may go over to another. Only a pending one may, once. */
export function transition(from: RequestState, to: RequestClosing["state"]): Transition {
  if (from === "pending") return "change";
  return from === to ? "already" : "refuse";
}
