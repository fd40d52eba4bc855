import { IdosError } from "../errors/idos-error.ts";

/** `age_over_18` and the like, as in ISO/IEC 18013-5 and the European PID. */
export type AgeClaims = Readonly<Record<`age_over_${number}`, boolean>>;

/**
 * What an issuer states beside a birth date, so that its holder can show that she is old enough and not when she was
 * born. It holds from the day of issue on; one that is false then stays so until the credential is issued anew.
 * Throws ARGUMENT_INVALID unless `birthDate` is a date as YYYY-MM-DD.
 */
export function ageClaims(birthDate: string, ages: readonly number[] = [18], now = new Date()): AgeClaims {
  const born = new Date(birthDate);
  if (Number.isNaN(born.getTime()) || born.toISOString().slice(0, 10) !== birthDate)
    throw new IdosError("ARGUMENT_INVALID", "birthDate: a date as YYYY-MM-DD", { argument: "birthDate" });
  const isOver = (age: number): boolean => {
    const birthday = new Date(born);
    birthday.setUTCFullYear(born.getUTCFullYear() + age);
    return birthday.getTime() <= now.getTime();
  };
  return Object.fromEntries(ages.map((age) => [`age_over_${age}`, isOver(age)]));
}
