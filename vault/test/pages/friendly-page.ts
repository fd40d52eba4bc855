import { connectVault, connectVaultFrame, type VaultFrame, type VaultGrant } from "@idos/vault";
import { isIdosError } from "@idos/sdk";

/** What a dApp or a dashboard does with its user's vault, for the tests to call. Failures are told by their code. */
function told(outcome: Promise<unknown>): Promise<unknown> {
  return outcome.catch((error: unknown) => (isIdosError(error) ? error.code : String(error)));
}

let frame: VaultFrame | undefined;

const page = {
  connect: (vault: string) => told(connectVault(vault).connect()),
  grant: (vault: string, asked: VaultGrant) => told(connectVault(vault).grant(asked)),
  async embed(vault: string): Promise<void> {
    frame = await connectVaultFrame(vault);
  },
  unlock: () => told(frame?.unlock() ?? Promise.reject(new Error("no frame"))),
  isUnlocked: () => told(frame?.isUnlocked() ?? Promise.reject(new Error("no frame"))),
  async untilLocked(): Promise<void> {
    while (await frame?.isUnlocked()) await new Promise((resolve) => setTimeout(resolve, 20));
  },
  /** Puts bytes into the vault's frame as the vault's own window does. */
  handOver(vault: string): void {
    const keys = { encryptionKey: `0x${"11".repeat(32)}`, encryptionPrivateKey: new Uint8Array(32) };
    document
      .querySelector("iframe")
      ?.contentWindow?.postMessage({ idosVault: 1, type: "keys", ...keys }, vault);
  },
  lock: () => told(frame?.lock() ?? Promise.reject(new Error("no frame"))),
  /** The content's text, of bytes in base64. */
  decrypt: (envelope: string, wrappedKey: string) =>
    told(
      (frame?.decrypt(bytesOf(envelope), bytesOf(wrappedKey)) ?? Promise.reject(new Error("no frame"))).then(
        ({ bytes }) => new TextDecoder().decode(bytes),
      ),
    ),
};

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

Reflect.set(globalThis, "page", page);
