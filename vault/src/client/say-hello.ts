import { HELLO, readySchema } from "../messages/handshake.ts";

/**
 * Waits until the vault's page in `target` is there and brings it a port, which only a page of the vault's own origin
 * is given. Rejects with the reason of `signal`.
 */
export function sayHello(
  target: () => Window | null,
  vaultOrigin: string,
  signal?: AbortSignal,
): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const vault = target();
      if (vault === null || event.source !== vault || event.origin !== vaultOrigin) return;
      if (!readySchema.safeParse(event.data).success) return;
      window.removeEventListener("message", listen);
      const { port1, port2 } = new MessageChannel();
      vault.postMessage(HELLO, vaultOrigin, [port2]);
      resolve(port1);
    };
    window.addEventListener("message", listen);
    signal?.addEventListener("abort", () => {
      window.removeEventListener("message", listen);
      reject(signal.reason instanceof Error ? signal.reason : new Error("ended"));
    });
  });
}
