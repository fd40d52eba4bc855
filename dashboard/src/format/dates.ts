export const DAY_SECONDS = 86_400;

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** "4 May 2027", of Unix seconds. */
export function formatDate(seconds: number): string {
  return DATE.format(seconds * 1000);
}

export function formatMoment(seconds: number): string {
  return MOMENT.format(seconds * 1000);
}

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [
  ["year", 365 * DAY_SECONDS],
  ["month", 30 * DAY_SECONDS],
  ["week", 7 * DAY_SECONDS],
  ["day", DAY_SECONDS],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "in 3 weeks", "2 hours ago", "just now". */
export function formatRelative(seconds: number, nowSeconds: number): string {
  const ahead = seconds - nowSeconds;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(ahead) >= length) ?? [undefined, 1];
  return unit === undefined ? "just now" : RELATIVE.format(Math.trunc(ahead / size), unit);
}

/** By this device's clock, in Unix seconds. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
