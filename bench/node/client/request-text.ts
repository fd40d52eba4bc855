import type { Sent } from "../../../node/test/harness/exchange.ts";
import type { Prover } from "./prover.ts";

/** A GET as it goes over the wire. */
export function getText(path: string, authorization?: string): string {
  const proof = authorization === undefined ? "" : `authorization: ${authorization}\r\n`;
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${proof}\r\n`;
}

/** A request with a body and its proof, as it goes over the wire. */
export async function provenBytes(
  { method, path, body = new Uint8Array(), type = "" }: Sent,
  prover: Prover,
): Promise<Buffer> {
  const proof = await prover.prove(method, path, body);
  const head =
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${proof}\r\n` +
    `content-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}
