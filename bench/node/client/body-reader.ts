/** Takes an answer's body as it comes. */
export interface BodyReader {
  /** Whether the body is whole with this. */
  take(data: Buffer): boolean;
  readonly length: () => number;
  /** Undefined where it is not kept. */
  readonly bytes: () => Buffer | undefined;
}

function createParts(keep: boolean) {
  const kept: Buffer[] = [];
  let length = 0;
  return {
    add(data: Buffer): void {
      length += data.length;
      if (keep) kept.push(data);
    },
    length: () => length,
    bytes: () => (keep ? Buffer.concat(kept) : undefined),
  };
}

/** A body of so many bytes. */
export function lengthBody(expected: number, keep: boolean): BodyReader {
  const parts = createParts(keep);
  return {
    take(data) {
      parts.add(data);
      if (parts.length() > expected) throw new Error("bytes after the answer");
      return parts.length() === expected;
    },
    ...{ length: parts.length, bytes: parts.bytes },
  };
}

const LINE_END = "\r\n";

/** A body in chunks, each behind its length (RFC 9112, 7.1), without trailer fields. */
export function chunkedBody(keep: boolean): BodyReader {
  const parts = createParts(keep);
  let rest: Buffer = Buffer.alloc(0);
  /** Of the chunk that is being read, with the line end after it. */
  let left = 0;

  function takeChunk(): void {
    const data = rest.subarray(0, Math.min(rest.length, Math.max(0, left - LINE_END.length)));
    if (data.length > 0) parts.add(data);
    const taken = Math.min(rest.length, left);
    rest = rest.subarray(taken);
    left -= taken;
  }

  return {
    take(data) {
      rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
      for (;;) {
        takeChunk();
        const lineEnd = rest.indexOf(LINE_END);
        if (left > 0 || lineEnd < 0) return false;
        const length = Number.parseInt(rest.toString("latin1", 0, lineEnd), 16);
        if (Number.isNaN(length)) throw new Error("a chunk without a length");
        if (length === 0) return rest.length >= lineEnd + 2 * LINE_END.length;
        rest = rest.subarray(lineEnd + LINE_END.length);
        left = length + LINE_END.length;
      }
    },
    ...{ length: parts.length, bytes: parts.bytes },
  };
}
