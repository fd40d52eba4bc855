import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { headFeedSchema, type HeadFeed, originSchema, PATHS } from "@idos/protocol";
import type { Peer } from "../../src/replication/peer.ts";
import { proveAsNode } from "../../src/replication/prove-as-node.ts";
import { parseNodeKey } from "../../src/receipts/node-key.ts";

export interface PeerAnswer {
  readonly status: number;
  readonly body: Uint8Array | string;
}

/** What it answers to a path, given what the honest node does. */
export type Lie = (path: string, honest: PeerAnswer) => PeerAnswer;

/** A node that tells its peers what it likes. What it knows it has from an honest one, whose peer it is. */
export interface ByzantinePeer {
  readonly peer: Peer;
  lie: Lie;
  /** What the honest node answers to a path. */
  honest(path: string): Promise<PeerAnswer>;
  stop(): Promise<void>;
}

export const honestly: Lie = (_, honest) => honest;

export async function startByzantinePeer(source: Peer): Promise<ByzantinePeer> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const key = parseNodeKey(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  const honest = async (path: string): Promise<PeerAnswer> => {
    const authorization = proveAsNode(key, source.origin, path, Math.floor(Date.now() / 1000));
    const response = await fetch(source.origin + path, { headers: { authorization } });
    return { status: response.status, body: await response.bytes() };
  };
  const byzantine = { lie: honestly };
  const server = createServer((request, response) => {
    void (async () => {
      await buffer(request);
      const { url: path = "" } = request;
      const { status, body } = byzantine.lie(path, await honest(path));
      response.writeHead(status).end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return Object.assign(byzantine, {
    peer: { origin: originSchema.parse(`http://127.0.0.1:${address.port}`), key: key.did },
    honest,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

export const answer = (body: unknown): PeerAnswer => ({
  status: 200,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
export const feedIn = ({ body }: PeerAnswer): HeadFeed =>
  headFeedSchema.parse(JSON.parse(new TextDecoder().decode(Buffer.from(body))));
export const isFeed = (path: string): boolean => path.startsWith(PATHS.replicationFeed);
export const isEnvelope = (path: string): boolean => path.includes("/envelopes/");
export const isItem = (path: string): boolean => path.includes("/items/");
export const isManifest = (path: string): boolean => path.endsWith("/manifest");
