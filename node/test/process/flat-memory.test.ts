import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  encodeEnvelopeHeader,
  LIMITS,
  MEDIA_TYPES,
  parseBytes32,
  PATHS,
  type RecordHeader,
  signHeader,
  toBase64url,
} from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { OPERATOR_NODE_OPTIONS } from "../../../scripts/process/operator-node-options.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { ENVELOPE_CHUNK_BYTES } from "../../src/storage/envelope-chunks.ts";
import { nowSeconds } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { put } from "../harness/records.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { DASHBOARD, type ReachableNode } from "../harness/test-node.ts";
import { template, temporaryFolder } from "../storage/folders.ts";
import { residentBytesMaxDuring } from "./resident-memory.ts";
import { type NodeProcess, startNodeProcess } from "./node-process.ts";

const USERS = 8;
const TRANSFERS_EACH = 4;
const TRANSFERS = USERS * TRANSFERS_EACH;

/**
 * What a transfer may add to the process: its chunk, the chunk as the database's protocol writes it (in hexadecimal), the
 * two of an answer, and as much again that is not collected yet. The bodies together are 512 MiB.
 */
const CHUNKS_A_TRANSFER = 10;
/** What a node and its database come to hold under any load. */
const BASE_BYTES = 128 * 1024 * 1024;
const GROWTH_BYTES_MAX = BASE_BYTES + TRANSFERS * CHUNKS_A_TRANSFER * ENVELOPE_CHUNK_BYTES;

/** An envelope of the largest size: what is its own at the beginning, and a rest that all have in common. */
interface Large {
  readonly user: User;
  readonly header: RecordHeader;
  readonly beginning: Uint8Array;
  readonly bodyHash: string;
}

describe("a node's memory", function () {
  this.timeout(300_000);
  let deployed: DeployedChain;
  let process: NodeProcess;
  let node: ReachableNode;
  let removeFolder: () => Promise<void>;
  let all: Large[];
  const rest = new Uint8Array(randomBytes(LIMITS.envelopeBytesMax - 256));

  before(async () => {
    deployed = await deployTo(await startTestChain());
    const { folder, remove } = await temporaryFolder();
    removeFolder = remove;
    const { url, prefix } = await testRedis();
    const provider = new Wallet(Wallet.createRandom().privateKey);
    process = await startNodeProcess({
      IDOS_PORT: String(await freePort()),
      IDOS_RPC_URLS: deployed.chain.rpcUrl,
      IDOS_CHAIN_ID: String(deployed.chain.chainId),
      IDOS_CONTRACT: deployed.contract,
      IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
      IDOS_REDIS_URL: url,
      IDOS_REDIS_PREFIX: prefix,
      IDOS_DATA_FOLDER: join(folder, "data"),
      IDOS_PGLITE_TEMPLATE: template,
      IDOS_PROVIDERS: provider.address,
      IDOS_ORIGINS: JSON.stringify({ [DASHBOARD]: ["read", "write", "share", "delete", "keys"] }),
      IDOS_LOG_LEVEL: "error",
      // As operators are told to start it: a larger heap would let garbage of earlier chunks lie.
      NODE_OPTIONS: OPERATOR_NODE_OPTIONS.join(" "),
    });
    node = { origin: process.origin, deployed, provider, clock: { aheadMs: 0 } };
    const creator = await signedInProvider(node);
    all = [];
    for (let count = 0; count < USERS; count += 1) {
      const user = await createUser(node, creator);
      for (let each = 0; each < TRANSFERS_EACH; each += 1) all.push(makeLarge(user));
    }
  });
  after(async () => {
    await process.stop();
    await deployed.chain.stop();
    await removeFolder();
  });

  function makeLarge(user: User): Large {
    const record = randomId();
    const clear = { owner: user.userId, record, recordVersion: 1, prev: null, contentType: "image/png" };
    const beginning = encodeEnvelopeHeader(clear);
    const digest = createHash("sha256").update(beginning).update(rest).digest();
    const header: RecordHeader = {
      ...{ v: 1, owner: user.userId, record, version: 1, prev: null, deleted: false, kind: "attribute" },
      envelope: parseBytes32(`0x${digest.toString("hex")}`),
      ...{ author: user.account, iat: nowSeconds(node) },
    };
    return { user, header, beginning, bodyHash: toBase64url(digest) };
  }

  async function upload({ user, header, beginning, bodyHash }: Large): Promise<number> {
    const path = PATHS.stagedEnvelope(header.envelope ?? randomId());
    const authorization = await user.authorize({ method: "PUT", path }, { claims: { bh: bodyHash } });
    const answer = await fetch(node.origin + path, {
      method: "PUT",
      headers: { authorization, "content-type": MEDIA_TYPES.envelope },
      body: new Blob([beginning, rest].map((part) => new Uint8Array(part))),
    });
    return answer.status;
  }

  async function write({ user, header }: Large): Promise<void> {
    const now = { ...header, iat: nowSeconds(node) };
    const jws = await signHeader(now, user.sessionKey, user.privateKey);
    succeeded(await user.request(put({ header: now, jws, envelope: new Uint8Array() })));
  }

  async function download({ user, header }: Large): Promise<string> {
    const sent = get(PATHS.recordEnvelope(header.record));
    const headers = { authorization: await user.authorize(sent) };
    const { body, status } = await fetch(node.origin + sent.path, { headers });
    expect(status).to.equal(200);
    const hash = createHash("sha256");
    await body?.pipeTo(new WritableStream<Uint8Array>({ write: (part) => void hash.update(part) }));
    return hash.digest("base64url");
  }

  it(`grows by chunks and not by bodies while ${TRANSFERS} of the largest envelopes come and go at once`, async () => {
    const memory = await residentBytesMaxDuring(process.pid, async () => {
      const statuses = await Promise.all(all.map(upload));
      expect(new Set(statuses)).to.deep.equal(new Set([204]));
      for (const each of all) await write(each);
      const hashes = await Promise.all(all.map(download));
      expect(hashes).to.deep.equal(all.map(({ bodyHash }) => bodyHash));
    });
    expect(memory.most - memory.before).to.be.lessThan(GROWTH_BYTES_MAX);
  });
});
