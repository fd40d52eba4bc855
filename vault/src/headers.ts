import type { VaultConfig } from "./config.ts";

export type VaultPage = "popup" | "frame";

/**
 * The headers of the vault's two pages. No script but the vault's own; no text becomes code, markup or a script's
 * address (Trusted Types); the popup is framed by nobody, the frame by first parties.
 */
export function headersOf(page: VaultPage, config: VaultConfig): Record<string, string> {
  const { node, firstParties } = config;
  const policy = [
    "default-src 'none'",
    // WebAssembly is libsodium.
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src 'self'${page === "popup" ? ` ${node}` : ""}`,
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${page === "frame" && firstParties.length > 0 ? firstParties.join(" ") : "'none'"}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    // Any other value would part the popup from the page that opened it, which it answers.
    "cross-origin-opener-policy": "unsafe-none",
    "cross-origin-resource-policy": "same-origin",
    // A process of its own for the origin, not only for its site.
    "origin-agent-cluster": "?1",
    "permissions-policy": PERMISSIONS,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
}

const PERMISSIONS = [
  ...["camera", "microphone", "geolocation", "display-capture", "clipboard-read", "payment", "usb"].map(
    (feature) => `${feature}=()`,
  ),
  "publickey-credentials-get=(self)",
].join(", ");
