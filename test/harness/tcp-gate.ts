import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";

export interface TcpGate {
  readonly port: number;
  /** Refuses new connections and cuts the present ones, as a server that went away does. */
  close(): Promise<void>;
  /** Listens again on the same port. */
  reopen(): Promise<void>;
}

/** Forwards a port of its own to `targetPort` of this machine, so that a test can take a server away. */
export async function openTcpGate(targetPort: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  const open = async (port: number): Promise<Server> => {
    const server = createServer((client) => {
      const target = connect(targetPort, "127.0.0.1");
      for (const [from, to] of [
        [client, target],
        [target, client],
      ] as const) {
        track(from);
        from.setNoDelay(true).pipe(to);
        from.on("error", () => to.destroy()).once("close", () => to.destroy());
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve());
    });
    return server;
  };

  let server: Server | undefined = await open(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  const { port } = address;
  return {
    port,
    async close() {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async reopen() {
      server ??= await open(port);
    },
  };
}
