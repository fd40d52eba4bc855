import { NEVER_EXPIRES } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";

/** How long access lasts: "45m", "12h", "30d", or "never". */
export type ExpiresIn = `${number}${"m" | "h" | "d"}` | "never";

const UNIT_SECONDS = { m: 60, h: 3600, d: 86_400 } as const;
const FORM = /^(?<count>[1-9][0-9]{0,5})(?<unit>[mhd])$/;

function isUnit(text: string | undefined): text is keyof typeof UNIT_SECONDS {
  return text !== undefined && Object.hasOwn(UNIT_SECONDS, text);
}

/** The expiry as the contract takes it: Unix seconds, NEVER_EXPIRES for "never". Throws ARGUMENT_INVALID. */
export function expiresAtFrom(expiresIn: ExpiresIn, nowSeconds: number): bigint {
  return expiresIn === "never" ? NEVER_EXPIRES : BigInt(nowSeconds + secondsFrom(expiresIn));
}

/** A finite length of time in seconds. Throws ARGUMENT_INVALID. */
export function secondsFrom(length: string): number {
  const { count, unit } = FORM.exec(length)?.groups ?? {};
  if (count !== undefined && isUnit(unit)) return Number(count) * UNIT_SECONDS[unit];
  const values = { argument: "expiresIn", value: length };
  throw new IdosError("ARGUMENT_INVALID", 'A length of time is like "45m", "12h" or "30d"', values);
}
