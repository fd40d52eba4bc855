import { ACCESS_REQUEST, OWNER_HEAD, SHARE_DOCUMENT, signHeader, signStatement } from "@idos/protocol";
import type { Signer } from "ethers";
import { isIdosError } from "../errors/idos-error.ts";
import { sendWithFailover } from "../http/failover.ts";
import { nodeCalls } from "../http/node-client.ts";
import { createNodeHealth } from "../http/node-health.ts";
import { createKeyRing } from "../keys/create-key-ring.ts";
import { createFreshnessMemory } from "../verify/freshness-memory.ts";
import { verifyPublicUser } from "../verify/public-user.ts";
import { type ConnectedNode, connectNodes, widestFinality } from "./connect-nodes.ts";
import type { IdosSession } from "./idos-session.ts";
import { openSessions } from "./open-sessions.ts";
import { createSessionKey, type SessionKey } from "./session-key.ts";
import { type SessionOptions, type SessionSettings, sessionSettings } from "./session-options.ts";
import { accountOf } from "./wallet.ts";

/**
 * A session that is yet to be opened: the wallet's account is asked for, and each node who it is. Throws ARGUMENT_INVALID,
 * NODE_UNREACHABLE, NODE_LIED (another origin, chain or contract than named), WALLET_FAILED.
 */
export async function createSession(signer: Signer, options: SessionOptions): Promise<IdosSession> {
  const settings = sessionSettings(options);
  const key = await createSessionKey();
  const connected = await connectNodes(settings, key);
  const account = await accountOf(signer);
  const { deployment, onProgress, clock } = settings;
  const nodes = onceItSucceeds(async () => {
    const opened = await openSessions({ settings, nodes: connected, key, signer, account });
    const [home] = opened;
    if (home !== undefined)
      onProgress({ step: "signed-in", nodes: opened.map(({ origin }) => origin), home: home.origin });
    return opened;
  });
  const node = nodeCalls(sendToAll(settings, connected, nodes.get));
  const memory = createFreshnessMemory();
  const nowSeconds = (): number => Math.floor(clock() / 1000);
  const user: IdosSession["user"] = async () => verifyPublicUser(await node.me(), account, memory);
  const signs = signing(key);
  const keys = createKeyRing({
    ...{ account, signer, deployment, node, memory, user, nowSeconds, clock },
    signShare: signs.signShare,
  });
  const [first] = connected;
  if (first === undefined) throw new TypeError("there is a node at least");
  return {
    ...{ account, signer, deployment, node, keys, memory, onProgress, nowSeconds, user },
    ...signs,
    finality: widestFinality(connected, deployment),
    nodeInfo: first.info,
    nodes: nodes.get,
    signIn: async () => {
      await nodes.get();
    },
    userOf: async (other) => verifyPublicUser(await node.userByAccount(other), other, memory),
    async signOut() {
      await keys.lock();
      await endSessions(await nodes.current());
    },
  };
}

/** While the nodes' sessions are being opened everybody waits for the same one; what failed may be tried again. */
function onceItSucceeds(open: () => Promise<readonly ConnectedNode[]>) {
  let opening: Promise<readonly ConnectedNode[]> | undefined;
  return {
    get: (): Promise<readonly ConnectedNode[]> => {
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    /** None where no session was opened. */
    current: (): Promise<readonly ConnectedNode[]> => opening ?? Promise.resolve([]),
  };
}

function sendToAll(
  { clock, unreachableMs, onProgress }: SessionSettings,
  connected: readonly ConnectedNode[],
  signedIn: () => Promise<readonly ConnectedNode[]>,
) {
  return sendWithFailover({
    ...{ clock, unreachableMs },
    nodes: (signed) => (signed ? signedIn() : Promise.resolve(connected)),
    health: createNodeHealth(),
    onFailedOver: (node, code) => onProgress({ step: "node-failed", node, code }),
  });
}

function signing({
  did,
  privateKey,
}: SessionKey): Pick<IdosSession, "signHeader" | "signOwnerHead" | "signShare" | "signRequest"> {
  return {
    signHeader: (header) => signHeader(header, did, privateKey),
    signOwnerHead: (head) => signStatement(OWNER_HEAD, head, did, privateKey),
    signShare: (document) => signStatement(SHARE_DOCUMENT, document, did, privateKey),
    signRequest: (document) => signStatement(ACCESS_REQUEST, document, did, privateKey),
  };
}

/** At every node, also where one fails; throws the first failure then. */
async function endSessions(nodes: readonly ConnectedNode[]): Promise<void> {
  const ends = nodes.map(({ client }) =>
    client.endSession().catch((error: unknown) => {
      // Ended before: by its time, from elsewhere, or by a request whose answer was lost.
      if (!isIdosError(error, "SESSION_UNKNOWN", "SESSION_EXPIRED")) throw error;
    }),
  );
  const failed = (await Promise.allSettled(ends)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
