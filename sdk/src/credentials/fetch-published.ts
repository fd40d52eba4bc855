import { readBounded } from "../http/read-bounded.ts";
import { CREDENTIAL_LIMITS } from "./credential-limits.ts";

/** Why there is nothing to read. */
export type FetchFault = "not-https" | "unreachable" | "refused" | "too-long";

/** What an issuer publishes at an address. */
export type Published = { readonly bytes: Uint8Array } | { readonly fault: FetchFault };

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether nobody on the way can change what an address answers: by HTTPS, or on this very machine. */
export function isAuthentic({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
}

/** Fetches within bounds of time and size, from this address alone: a redirect would let another one answer. */
export async function fetchPublished(
  fetchUrl: typeof fetch,
  url: URL,
  { accept, bytesMax }: { readonly accept: string; readonly bytesMax: number },
): Promise<Published> {
  if (!isAuthentic(url)) return { fault: "not-https" };
  try {
    const response = await fetchUrl(url, {
      headers: { accept },
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(CREDENTIAL_LIMITS.fetchTimeoutMs),
    });
    if (!response.ok) return { fault: "refused" };
    const bytes = await readBounded(response, bytesMax);
    return bytes === undefined ? { fault: "too-long" } : { bytes };
  } catch {
    return { fault: "unreachable" };
  }
}
