/** A recovery code as a person prints it and shows that she has it. Keep it nowhere else. */
export interface RecoveryKit {
  readonly code: string;
  /** The code's nine groups of four characters. */
  readonly groups: readonly string[];
  /** Which two groups she is asked for, counted from 1, rising. */
  readonly asked: readonly [number, number];
  /** Title, groups and what to do, as lines of plain text for a page or a printer. */
  readonly lines: readonly string[];
  /** Whether the two groups that she typed are those asked for. */
  isConfirmedBy(typed: readonly [string, string]): boolean;
}

/** `random` draws a whole number from 0 to below its argument. */
export function createRecoveryKit(
  code: string,
  account: string,
  random: (below: number) => number,
): RecoveryKit {
  const groups = code.split("-");
  const first = random(groups.length);
  const second = (first + 1 + random(groups.length - 1)) % groups.length;
  const asked = [Math.min(first, second) + 1, Math.max(first, second) + 1] as const;
  return {
    code,
    groups,
    asked,
    lines: [
      "idOS recovery code",
      `Account: ${account}`,
      ...groups.map((group, index) => `${index + 1}. ${group}`),
      "Whoever has this code and your account can read your data. Keep it on paper, away from your devices.",
      "To use it, sign in with the account and choose to unlock with a recovery code.",
    ],
    isConfirmedBy: (typed) => asked.every((position, at) => sameGroup(typed[at], groups[position - 1])),
  };
}

/** A group as a person types it: see `parseRecoveryCode`. */
function sameGroup(typed: string | undefined, group: string | undefined): boolean {
  return typed?.toUpperCase().trim().replaceAll("O", "0").replace(/[IL]/g, "1") === group;
}
