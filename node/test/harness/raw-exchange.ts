import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type Origin, problemSchema } from "@idos/protocol";

export interface RawAnswer {
  /** Of each answer that came, in their order. */
  readonly statuses: readonly number[];
  /** Of the last one, where it is a problem. */
  readonly code: string | undefined;
  readonly text: string;
}

/** A connection on which a test writes bytes of its own. */
export async function openSocket(origin: Origin): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  // A reset is one of the ways in which a server may end it.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** Sends exactly these bytes, a character each, and reads until the server closes. */
export async function exchangeRaw(origin: Origin, bytes: string): Promise<RawAnswer> {
  const socket = await openSocket(origin);
  const ended = readAll(socket);
  socket.write(bytes, "latin1");
  return ended;
}

export async function readAll(socket: Socket): Promise<RawAnswer> {
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (text += chunk));
  if (!socket.closed) await once(socket, "close");
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  return { statuses, code: codeOf(text), text };
}

function codeOf(text: string): string | undefined {
  const json = /\{"type":"urn:idos:problem:[^]*\}$/.exec(text)?.[0];
  return json === undefined ? undefined : problemSchema.parse(JSON.parse(json)).code;
}
