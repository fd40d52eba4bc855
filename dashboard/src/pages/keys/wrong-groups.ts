import type { RecoveryKit } from "@idos/sdk";

/** Which of the two typed groups, 0 or 1, are not those that were asked for. */
export function wrongGroups(kit: RecoveryKit, [first, second]: readonly [string, string]): readonly number[] {
  const [one, other] = kit.asked.map((position) => kit.groups[position - 1] ?? "");
  const fits = [kit.isConfirmedBy([first, other ?? ""]), kit.isConfirmedBy([one ?? "", second])];
  return [0, 1].filter((at) => fits[at] !== true);
}
