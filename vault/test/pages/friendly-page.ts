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
  unlock: (vault: string) => told(connectVault(vault).unlock()),
  async embed(vault: string): Promise<void> {
    frame = await connectVaultFrame(vault);
  },
  isUnlocked: () => told(frame?.isUnlocked() ?? Promise.reject(new Error("no frame"))),
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
