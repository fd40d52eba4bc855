import { z } from "zod";
import { answer, Refusal } from "./answer.ts";
import type { ChainStore } from "./chain-store.ts";

const requestSchema = z.object({
  id: z.union([z.number(), z.string()]),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});
export type Request = z.output<typeof requestSchema>;

/** What the server saw, for the report. Times are of the machine's monotonic clock. */
export interface RequestCounts {
  firstLogsAtNs: bigint | undefined;
  readonly byMethod: Map<string, number>;
}

export const newCounts = (): RequestCounts => ({ firstLogsAtNs: undefined, byMethod: new Map() });

/** Answers a request or a batch of them. `special` takes what only the connection can answer. */
export function respond(
  store: ChainStore,
  counts: RequestCounts,
  text: string,
  special: (request: Request) => string | undefined = () => undefined,
): string {
  const parsed: unknown = JSON.parse(text);
  const one = (entry: unknown): string => {
    const request = requestSchema.parse(entry);
    count(counts, request.method);
    return respondTo(request, () => special(request) ?? answer(store, request.method, request.params));
  };
  return Array.isArray(parsed) ? `[${parsed.map(one).join(",")}]` : one(parsed);
}

function respondTo({ id }: Request, result: () => string): string {
  const start = `{"jsonrpc":"2.0","id":${JSON.stringify(id)}`;
  try {
    return `${start},"result":${result()}}`;
  } catch (error) {
    const code = error instanceof Refusal ? error.code : -32602;
    const message = error instanceof Error ? error.message : String(error);
    return `${start},"error":${JSON.stringify({ code, message })}}`;
  }
}

function count(counts: RequestCounts, method: string): void {
  counts.byMethod.set(method, (counts.byMethod.get(method) ?? 0) + 1);
  if (method === "eth_getLogs") counts.firstLogsAtNs ??= process.hrtime.bigint();
}
