import { type Bytes32, headFeedSchema, type HeadFeed, itemHash, LIMITS, PATHS } from "@idos/protocol";
import type { NodeKey } from "../../receipts/node-key.ts";
import type { Peer } from "../peer.ts";
import { proveAsNode } from "../prove-as-node.ts";
import { parseJsonAs } from "./parse-json-as.ts";
import { ReplicaRefused } from "./replica-fault.ts";

/** What a page of heads may come to: each with the longest delegation, and its number. */
const FEED_BYTES_MAX = 2 * 1024 * 1024;

/** It is to be asked again later (RFC 6585). */
const TOO_MANY = 429;

/** Another node as one that is asked. What it answers is bounded and of the documented form, and no more than that. */
export interface PeerClient {
  feed(after: number): Promise<HeadFeed>;
  manifest(owner: Bytes32): Promise<string>;
  /** The bytes of this hash. */
  item(owner: Bytes32, hash: Bytes32): Promise<string>;
  /** As they come; at most `bytesMax`. */
  envelope(owner: Bytes32, record: Bytes32, hash: Bytes32, bytesMax: number): AsyncIterable<Uint8Array>;
}

export interface PeerClientParts {
  readonly key: NodeKey;
  readonly nowSeconds: () => number;
  /** How long a whole answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends every request. */
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
}

export function createPeerClient(peer: Peer, parts: PeerClientParts): PeerClient {
  const { key, nowSeconds, timeoutMs, signal, onBytes } = parts;

  async function* receive(target: string, bytesMax: number): AsyncGenerator<Uint8Array> {
    let received = 0;
    for await (const chunk of await open(target)) {
      received += chunk.length;
      onBytes(chunk.length);
      if (received > bytesMax) throw new ReplicaRefused("too-large", `an answer is over ${bytesMax} bytes`);
      yield chunk;
    }
  }

  async function open(target: string): Promise<AsyncIterable<Uint8Array>> {
    const response = await fetch(peer.origin + target, {
      headers: { authorization: proveAsNode(key, peer.origin, target, nowSeconds()) },
      // A redirect would lead to a host that the operator did not name.
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.ok && response.body !== null) return chunksOf(response.body);
    await response.body?.cancel();
    const isBusy = response.status === TOO_MANY || response.status >= 500;
    throw new ReplicaRefused(isBusy ? "unreachable" : "withheld", `status ${response.status}`);
  }

  async function text(target: string, bytesMax: number): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of reached(receive(target, bytesMax))) chunks.push(chunk);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    } catch (cause) {
      throw new ReplicaRefused("malformed", "an answer is not UTF-8", { cause });
    }
  }

  return {
    async feed(after) {
      const answer = await text(`${PATHS.replicationFeed}?after=${after}`, FEED_BYTES_MAX);
      return parseJsonAs(headFeedSchema, answer);
    },
    manifest: (owner) => text(PATHS.replicaManifest(owner), LIMITS.manifestBytesMax),
    async item(owner, hash) {
      const item = await text(PATHS.replicaItem(owner, hash), LIMITS.replicaItemBytesMax);
      if (itemHash(item) !== hash) throw new ReplicaRefused("other-bytes", "an item is not that of its hash");
      return item;
    },
    envelope: (owner, record, hash, bytesMax) =>
      reached(receive(PATHS.replicaEnvelope(owner, record, hash), bytesMax)),
  };
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The same; every failure of the transport says that the peer was not reached. */
async function* reached(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    if (cause instanceof ReplicaRefused) throw cause;
    throw new ReplicaRefused("unreachable", "the peer does not answer", { cause });
  }
}
