import type { PageConfig } from "../src/config/page-config.ts";

/**
 * The headers of every answer. No script but the dashboard's own, no text that becomes code or markup (Trusted Types), framed
 * by nobody, and connections only to those whom the configuration names.
 */
export function headersFor({ nodes, providers, chain }: PageConfig): Record<string, string> {
  const reached = new Set([...nodes, ...providers.map(({ url }) => url), chain.rpcUrl].map(originOf));
  const policy = [
    "default-src 'none'",
    // WebAssembly is libsodium.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "font-src 'self'",
    // Wallets announce their icons as data.
    "img-src 'self' data:",
    `connect-src 'self' ${[...reached].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}

function originOf(url: string): string {
  return new URL(url).origin;
}
