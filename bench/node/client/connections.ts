import type { Answer } from "./answer-reader.ts";
import { type Connection, openConnection } from "./connection.ts";

/** So many kept connections to one server. A request waits for one that is free. */
export interface Connections {
  ask(request: Buffer | string, keep?: boolean): Promise<Answer>;
  close(): void;
}

export async function openConnections(port: number, count: number): Promise<Connections> {
  const all = await Promise.all(Array.from({ length: count }, () => openConnection(port)));
  const free = [...all];
  const waiting: ((connection: Connection) => void)[] = [];

  function release(connection: Connection): void {
    const next = waiting.shift();
    if (next === undefined) free.push(connection);
    else next(connection);
  }

  return {
    async ask(request, keep = false) {
      const connection = free.pop() ?? (await new Promise<Connection>((resolve) => waiting.push(resolve)));
      const answer = await connection.ask(request, keep);
      release(connection);
      return answer;
    },
    close: () => all.forEach((connection) => connection.close()),
  };
}

/** Lets `use` ask over connections that are open for it alone. */
export async function withConnections<Result>(
  port: number,
  count: number,
  use: (connections: Connections) => Promise<Result>,
): Promise<Result> {
  const connections = await openConnections(port, count);
  try {
    return await use(connections);
  } finally {
    connections.close();
  }
}
