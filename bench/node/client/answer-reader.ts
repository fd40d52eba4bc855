import { type BodyReader, chunkedBody, lengthBody } from "./body-reader.ts";

export interface Answer {
  readonly status: number;
  /** Of the body. */
  readonly length: number;
  /** The body, where it was asked to be kept. */
  readonly body: Buffer | undefined;
}

const HEAD_END = "\r\n\r\n";
const STATUS_LINE = /^HTTP\/1\.1 (\d{3})/;
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: chunked/i;

/**
 * Reads one HTTP/1.1 answer as it comes over a connection: its status and its length, and the body where it is kept.
 * It knows what servers of a benchmark send, and throws on anything else.
 */
export function createAnswerReader(keep: boolean): (data: Buffer) => Answer | undefined {
  let head: Buffer | undefined;
  let status = 0;
  let body: BodyReader | undefined;
  return (data) => {
    let rest = data;
    if (body === undefined) {
      head = head === undefined ? data : Buffer.concat([head, data]);
      const end = head.indexOf(HEAD_END);
      if (end < 0) return undefined;
      const text = head.toString("latin1", 0, end);
      status = Number(STATUS_LINE.exec(text)?.[1]);
      body = bodyOf(status, text, keep);
      rest = head.subarray(end + HEAD_END.length);
    }
    if (!body.take(rest)) return undefined;
    return { status, length: body.length(), body: body.bytes() };
  };
}

function bodyOf(status: number, head: string, keep: boolean): BodyReader {
  if (Number.isNaN(status)) throw new Error(`no answer in HTTP: ${head.slice(0, 40)}`);
  if (status === 204) return lengthBody(0, keep);
  const length = CONTENT_LENGTH.exec(head)?.[1];
  if (length !== undefined) return lengthBody(Number(length), keep);
  if (CHUNKED.test(head)) return chunkedBody(keep);
  throw new Error("an answer of unknown length");
}
