import { IdosError } from "@idos/sdk";
import { sayHello } from "./say-hello.ts";

export interface OpenedPopup {
  readonly port: Promise<MessagePort>;
  onClosed(listener: (error: IdosError) => void): void;
  close(): void;
}

const FEATURES = "popup,width=480,height=720";
/** Browsers tell a page nothing when a window that it opened is closed. */
const CLOSED_POLL_MS = 250;

/** Opens the vault's window. Throws VAULT_BLOCKED. */
export function openPopup(vaultOrigin: string): OpenedPopup {
  const popup = window.open(`${vaultOrigin}/popup`, "_blank", FEATURES);
  if (popup === null) throw new IdosError("VAULT_BLOCKED", "The browser did not open the vault's window");
  const ending = new AbortController();
  const listeners: ((error: IdosError) => void)[] = [];
  const poll = setInterval(() => {
    if (!popup.closed) return;
    const error = new IdosError("VAULT_CLOSED", "The vault's window was closed");
    clearInterval(poll);
    ending.abort(error);
    for (const listener of listeners) listener(error);
  }, CLOSED_POLL_MS);
  return {
    port: sayHello(() => popup, vaultOrigin, ending.signal),
    onClosed: (listener) => void listeners.push(listener),
    close() {
      clearInterval(poll);
      popup.close();
    },
  };
}
