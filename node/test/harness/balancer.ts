import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Backend {
  /** Where requests go. */
  readonly url: string;
  /** Its operator's port: /readyz says whether they may. */
  readonly operatorUrl: string;
}

export interface Balancer {
  readonly url: string;
  isReady(backend: Backend): boolean;
  /** How many requests it answered. */
  served(backend: Backend): number;
  close(): Promise<void>;
}

const LOOK_MS = 50;

/**
 * What stands before several processes of one node: it sends each request once, to the next one in turn that was ready at
 * the last look, and says 502 where that one does not answer.
 */
export async function openBalancer(port: number, backends: readonly Backend[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<Backend>();
  const served = new Map<Backend, number>();
  let turn = 0;
  let closed = false;

  async function look(backend: Backend): Promise<void> {
    while (!closed) {
      const answer = await fetch(`${backend.operatorUrl}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.status === 200) ready.add(backend);
      else ready.delete(backend);
      await sleep(LOOK_MS);
    }
  }

  function forward(from: IncomingMessage, to: ServerResponse): void {
    const able = backends.filter((backend) => ready.has(backend));
    const backend = able[(turn += 1) % able.length];
    if (backend === undefined) {
      refuse(to, 503);
      return;
    }
    const { method, headers, url = "" } = from;
    const sent = request(`${backend.url}${url}`, { method, headers, agent }, (answer) => {
      served.set(backend, (served.get(backend) ?? 0) + 1);
      // Of this connection, not of the client's.
      const kept = { ...answer.headers };
      delete kept.connection;
      to.writeHead(answer.statusCode ?? 502, kept);
      answer.on("error", () => to.destroy()).pipe(to);
    });
    sent.on("error", () => refuse(to, 502));
    from.pipe(sent);
  }

  const looking = Promise.all(backends.map(look));
  const server = createServer(forward);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    url: `http://127.0.0.1:${port}`,
    isReady: (backend) => ready.has(backend),
    served: (backend) => served.get(backend) ?? 0,
    async close() {
      closed = true;
      await looking;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}

function refuse(to: ServerResponse, status: 502 | 503): void {
  if (to.headersSent) to.destroy();
  else to.writeHead(status).end();
}
