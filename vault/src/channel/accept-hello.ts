import { type Origin, originSchema } from "@idos/protocol";
import { helloSchema, READY } from "../messages/handshake.ts";

/** The page on the other end, by the browser's word. */
export interface Peer {
  readonly origin: Origin;
  readonly port: MessagePort;
}

/**
 * Waits for the hello of this very window, once. Its origin is the event's: no field of a message says who sent it. A
 * window without an origin of its own, such as a sandboxed one, is not heard.
 */
export function acceptHello(window: Window, peer: Window): Promise<Peer> {
  const heard = new Promise<Peer>((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      if (event.source !== peer || !helloSchema.safeParse(event.data).success) return;
      const origin = originSchema.safeParse(event.origin);
      const [port, ...others] = event.ports;
      if (!origin.success || port === undefined || others.length > 0) return;
      window.removeEventListener("message", listen);
      resolve({ origin: origin.data, port });
    };
    window.addEventListener("message", listen);
  });
  peer.postMessage(READY, "*");
  return heard;
}
