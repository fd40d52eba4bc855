import { sha256 } from "@idos/protocol";
import { until } from "../../../indexer/test/harness/until.ts";
import type { Answer } from "../client/answer-reader.ts";
import { type Connections, withConnections } from "../client/connections.ts";
import type { Contestant, Read } from "../contestants/contestant.ts";
import type { AskServer } from "./interval.ts";

/** Of so many answers, one has all of its bytes compared; of the others the length. */
const SAMPLED = 64;
const OVERLOADED = 503;
const SERVING_MS = 60_000;

/**
 * Sends the read of that number. False where the server says that it has enough to do; throws when the answer is
 * another than it must be.
 */
export function askRead(connections: Connections, reads: readonly Read[]): AskServer {
  return async (at) => {
    const read = reads[at];
    if (read === undefined) throw new Error(`${reads.length} reads were prepared, and no more`);
    const answer = await connections.ask(read.request, at % SAMPLED === 0);
    if (answer.status === OVERLOADED) return false;
    requireRight(answer, read);
    return true;
  };
}

export function requireRight({ status, length, body }: Answer, expected: Read): void {
  if (status !== 200) throw new Error(`a read was answered ${status}`);
  if (length !== expected.length || (body !== undefined && sha256(body) !== expected.hash))
    throw new Error("a read was answered with other bytes");
}

/** Resolves once the contestant answers a read: its index may still be reading the chain. */
export async function untilServing(contestant: Contestant, payloadBytes: number): Promise<void> {
  await withConnections(contestant.port, 1, (connections) => {
    const read = async (): Promise<number> => {
      const [one] = await contestant.prepare(payloadBytes, 1);
      return one === undefined ? 0 : (await connections.ask(one.request)).status;
    };
    return until(read, (status) => status === 200, SERVING_MS);
  });
}
