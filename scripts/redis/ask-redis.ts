import { connect } from "node:net";

/** One inline command over a connection of its own; resolves to the first bytes of the answer (RESP). */
export function askRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 1_000 });
    socket.setEncoding("utf8");
    let answer = "";
    socket.once("connect", () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.on("data", (chunk: string) => (answer += chunk));
    socket.once("timeout", () => socket.destroy(new Error(`Redis on port ${port} does not answer`)));
    socket.once("error", reject);
    socket.once("close", () => resolve(answer));
  });
}
