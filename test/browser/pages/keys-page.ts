import { browserPasskeys, type IdosSession, indexedDbSeedStore, isIdosError, signIn } from "@idos/sdk";
import { BrowserProvider, type Eip1193Provider } from "ethers";
import { dumpStorage } from "./dump-storage.ts";

/** What a dashboard does with its user's keys, for the tests to call. Failures are told by code and reason. */
function told(outcome: Promise<unknown>): Promise<unknown> {
  return outcome.catch((error: unknown) =>
    isIdosError(error) ? [error.code, error.values["reason"]].filter(Boolean).join(" ") : String(error),
  );
}

let session: IdosSession | undefined;
let held: Uint8Array | undefined;

function keysOf(): IdosSession["keys"] {
  if (session === undefined) throw new Error("not signed in");
  return session.keys;
}

function isProvider(value: unknown): value is Eip1193Provider {
  return typeof value === "object" && value !== null && "request" in value;
}

function announced(): Promise<Eip1193Provider> {
  return new Promise((resolve, reject) => {
    const take = (event: Event): void => {
      const provider: unknown =
        event instanceof CustomEvent ? Reflect.get(Object(event.detail), "provider") : null;
      if (isProvider(provider)) resolve(provider);
      else reject(new Error("no provider"));
    };
    window.addEventListener("eip6963:announceProvider", take, { once: true });
    window.dispatchEvent(new Event("eip6963:requestProvider"));
  });
}

const page = {
  async signIn(node: string, deployment: { chainId: number; contract: string }): Promise<void> {
    const signer = await new BrowserProvider(await announced()).getSigner();
    session = await signIn({ node, signer, deployment });
  },
  unlockWithCode: (recoveryCode: string) => told(keysOf().unlock({ recoveryCode })),
  unlockWithPasskey: () => told(keysOf().unlock({ passkeys: browserPasskeys("Test") })),
  backUpWithPasskey: () => told(keysOf().backUpWithPasskey(browserPasskeys("Test"))),
  kinds: async () => (await keysOf().listBackups()).map(({ kind }) => kind),
  remember: () => told(keysOf().remember(indexedDbSeedStore())),
  resume: () => told(keysOf().resume(indexedDbSeedStore())),
  lock: () => told(keysOf().lock()),
  signOut: () => told(session?.signOut() ?? Promise.reject(new Error("not signed in"))),
  isUnlocked: () => keysOf().isUnlocked(),
  encryptionKey: () => keysOf().current().encryptionKey,
  /** Keeps the private key's bytes at hand, to be seen wiped. */
  hold(): void {
    held = keysOf().current().encryptionPrivateKey;
  },
  /** Asks the SDK nothing, which would lock what is due. */
  isHeldWiped: () => held?.every((byte) => byte === 0),
  dump: dumpStorage,
};

Reflect.set(globalThis, "page", page);
