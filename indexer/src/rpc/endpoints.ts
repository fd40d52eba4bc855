import { ContradictionError, RpcError } from "../errors.ts";
import type { ChainQuestions } from "./chain-questions.ts";
import { type Endpoint, WrongEndpointError } from "./endpoint.ts";
import type { ChainSourceEvent } from "./json-rpc.ts";

export type Question<T> = (questions: ChainQuestions, endpoint: Endpoint) => Promise<T>;

export interface Endpoints {
  readonly all: readonly Endpoint[];
  /** The one that is asked: it stays so until it fails, so that endpoints that disagree do not alternate. */
  present(): Endpoint;
  /**
   * Asks the present endpoint, and the others in turn where it fails; one that answers becomes the present one. A
   * failure that `isTheQuestions` stays where it is: it is the question that is to be changed.
   */
  ask<T>(question: Question<T>, isTheQuestions?: (error: RpcError) => boolean): Promise<T>;
  /** Another one is present from now on, where there is one. */
  distrust(reason: string): void;
  /** Leaves `from` for `to` if it is still present. */
  leave(from: Endpoint, to: Endpoint, reason: string): void;
}

export interface EndpointsOptions {
  readonly onEvent: (event: ChainSourceEvent) => void;
  readonly signal: AbortSignal;
}

export function createEndpoints(
  all: readonly [Endpoint, ...Endpoint[]],
  { onEvent, signal }: EndpointsOptions,
): Endpoints {
  let present: Endpoint = all[0];

  /** From the present one on; those that failed lately only if all did, and then the one that may be back first. */
  function inTurn(): readonly Endpoint[] {
    const at = all.indexOf(present);
    const from = [...all.slice(at), ...all.slice(0, at)];
    const nowMs = performance.now();
    const ready = from.filter(({ penalty }) => penalty.endsAtMs() <= nowMs);
    return ready.length > 0 ? ready : from.sort(soonest).slice(0, 1);
  }

  function leave(from: Endpoint, to: Endpoint, reason: string): void {
    if (present !== from || from === to) return;
    present = to;
    onEvent({ kind: "switched", from: from.host, to: to.host, reason });
  }

  function fault(endpoint: Endpoint, error: RpcError | ContradictionError): void {
    if (error instanceof RpcError && error.failure === "pruned") return;
    endpoint.penalty.impose(error instanceof RpcError ? error.retryAfterMs : undefined);
    endpoint.forgetIdentity();
    if (error instanceof ContradictionError)
      onEvent({ kind: "contradiction", host: endpoint.host, reason: error.message });
  }

  async function ask<T>(
    question: Question<T>,
    isTheQuestions: (error: RpcError) => boolean = () => false,
  ): Promise<T> {
    const before = present;
    const failures: (RpcError | ContradictionError)[] = [];
    for (const endpoint of inTurn()) {
      signal.throwIfAborted();
      let verified = false;
      try {
        await endpoint.verify();
        verified = true;
        const answer = await question(endpoint.questions, endpoint);
        leave(before, endpoint, failures[0]?.message ?? "it failed lately");
        return answer;
      } catch (failure) {
        const error = named(endpoint, failure);
        if (!(error instanceof RpcError) && !(error instanceof ContradictionError)) throw error;
        if (verified && error instanceof RpcError && isTheQuestions(error)) throw error;
        fault(endpoint, error);
        failures.push(error);
      }
    }
    throw sumUp(failures, all);
  }

  return {
    all,
    present: () => present,
    ask,
    distrust(reason) {
      const distrusted = present;
      fault(distrusted, new ContradictionError(reason));
      const [next] = all.filter((endpoint) => endpoint !== distrusted).sort(soonest);
      if (next === undefined) return;
      next.penalty.lift();
      leave(distrusted, next, reason);
    },
    leave,
  };
}

function named({ host }: Endpoint, error: unknown): unknown {
  if (!(error instanceof RpcError)) return error;
  return new RpcError(error.failure, `${host}: ${error.detail}`, error.code, error.retryAfterMs);
}

function soonest(one: Endpoint, other: Endpoint): number {
  return one.penalty.endsAtMs() - other.penalty.endsAtMs();
}

/** What is known when no endpoint answered. */
function sumUp(failures: readonly (RpcError | ContradictionError)[], all: readonly Endpoint[]): Error {
  const wrongs = all.flatMap((endpoint) => endpoint.wrong() ?? []);
  if (wrongs.length === all.length)
    return new ContradictionError(wrongs.map(({ message }) => message).join("; "));
  const contradiction = failures.find(
    (error) => error instanceof ContradictionError && !(error instanceof WrongEndpointError),
  );
  if (contradiction !== undefined) return contradiction;
  const errors = failures.filter((error) => error instanceof RpcError);
  const chosen = errors.find(({ failure }) => failure === "pruned") ?? errors[0];
  if (errors.length === 1 && chosen !== undefined) return chosen;
  return new RpcError(chosen?.failure ?? "unreachable", failures.map(({ message }) => message).join("; "));
}
