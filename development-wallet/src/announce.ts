import { developmentWalletConfigSchema } from "./config.ts";
import { createProvider } from "./provider/create-provider.ts";

/** A spanner, so that nobody takes it for a wallet that holds anything. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#b45309"/><path d="M21 7a6 6 0 0 0-7.6 7.6L7 21l4 4 6.4-6.4A6 6 0 0 0 25 11l-3.5 3.5-3.5-.5-.5-3.5z" fill="#fff"/></svg>`,
)}`;

/**
 * Announces the development wallet to the page (EIP-6963). Throws a ZodError for a chain other than the local one, for an
 * RPC that is not on this machine, and for whatever else is not of the documented form.
 */
export function announceDevelopmentWallet(config: unknown): void {
  const provider = createProvider(developmentWalletConfigSchema.parse(config));
  const info = Object.freeze({
    uuid: crypto.randomUUID(),
    name: "Development wallet",
    icon: ICON,
    rdns: "local.idos.development-wallet",
  });
  const announce = (): void => {
    const detail = Object.freeze({ info, provider });
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  };
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}
