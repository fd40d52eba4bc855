import type { OpenedRecord, ReceivedRequest } from "@idos/sdk";

export type RequestState = ReceivedRequest["state"];

/** A request's state by the clock: the node says "pending" until it is told otherwise. */
export function requestState({ state, expiresAt }: ReceivedRequest, nowSeconds: number): RequestState {
  return state === "pending" && expiresAt <= nowSeconds ? "expired" : state;
}

/** What of a request she can give: each of the asked types with her records of it, in the order asked. */
export interface AskedType {
  readonly type: string;
  readonly records: readonly OpenedRecord[];
}

export function askedTypes(types: readonly string[], records: readonly OpenedRecord[]): AskedType[] {
  return types.map((type) => ({ type, records: records.filter(({ content }) => content.type === type) }));
}

/** The open ones first, then the latest. */
export function inOrder(requests: readonly ReceivedRequest[], nowSeconds: number): ReceivedRequest[] {
  const isOpen = (request: ReceivedRequest): number =>
    requestState(request, nowSeconds) === "pending" ? 1 : 0;
  return requests.toSorted((one, other) => isOpen(other) - isOpen(one) || other.askedAt - one.askedAt);
}
