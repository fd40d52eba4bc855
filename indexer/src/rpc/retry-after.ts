const SECONDS = /^[0-9]{1,6}$/;
/** Whatever an endpoint asks for, it is tried again after so long. */
const RETRY_AFTER_MS_MAX = 60_000;

/** The header's value (RFC 9110, section 10.2.3): seconds, or a date. undefined where it is neither. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = SECONDS.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(RETRY_AFTER_MS_MAX, Math.max(0, ms));
}
