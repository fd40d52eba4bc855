import { connect, type Socket } from "node:net";
import { type Answer, createAnswerReader } from "./answer-reader.ts";

/** A kept connection to a server on this machine, with one request at a time. */
export interface Connection {
  /** Sends the request as it is. `keep`: the answer's body with it. */
  ask(request: Buffer | string, keep: boolean): Promise<Answer>;
  close(): void;
}

interface Asked {
  readonly take: ReturnType<typeof createAnswerReader>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Bare sockets, because Node's own HTTP clients take more of a core for a request than the servers that are measured:
 * the client would be what is measured.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await connected(socket);
  let asked: Asked | undefined;
  const fail = (error: Error): void => {
    asked?.reject(error);
    asked = undefined;
  };
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed the connection")));
  socket.on("data", (data: Buffer) => {
    try {
      if (asked === undefined) throw new Error("bytes that nobody asked for");
      const answer = asked.take(data);
      if (answer === undefined) return;
      const { resolve } = asked;
      asked = undefined;
      resolve(answer);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  return {
    ask(request, keep) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      asked = { take: createAnswerReader(keep), resolve, reject };
      if (typeof request === "string") socket.write(request, "latin1");
      else socket.write(request);
      return promise;
    },
    close: () => socket.destroy(),
  };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve();
    });
  });
}
