import {
  type Bytes32,
  isBackedUp,
  type KeyBackup,
  type KeyBackupKind,
  KEY_BACKUPS_MIN,
} from "@idos/protocol";
import { isPasswordCostCurrent } from "../crypto/key-backup/password-slot.ts";
import { slotParametersSchema } from "../crypto/key-backup/slot-cipher.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

/** A backup as its owner sees it in a list. Times are Unix seconds; null where the slot is damaged. */
export interface BackupHealth {
  readonly slot: string;
  readonly kind: KeyBackupKind;
  readonly createdAt: number | null;
  readonly changedAt: number | null;
  /**
   * `weak`: derived at a lower cost than today's, so change the password or renew it. `another-key`: of a key that is not
   * the published one. `damaged`: it does not say what it is.
   */
  readonly state: "good" | "weak" | "another-key" | "damaged";
}

export function healthOf(backup: KeyBackup, encryptionKey: Bytes32 | null): BackupHealth {
  const { slot, kind } = backup;
  const parameters = slotParametersSchema.safeParse(backup.parameters).data;
  if (parameters === undefined) return { slot, kind, createdAt: null, changedAt: null, state: "damaged" };
  const { createdAt, changedAt } = parameters;
  const isOfKey = encryptionKey === null || parameters.encryptionKey === encryptionKey;
  const isWeak = kind === "password" && !isPasswordCostCurrent(backup);
  return { slot, kind, createdAt, changedAt, state: isOfKey ? (isWeak ? "weak" : "good") : "another-key" };
}

/** Those that hold this key's seed, by their own word; opening them proves it. */
export function backupsOfKey(backups: readonly KeyBackup[], encryptionKey: Bytes32): KeyBackup[] {
  return backups.filter(
    ({ parameters }) => slotParametersSchema.safeParse(parameters).data?.encryptionKey === encryptionKey,
  );
}

/** Throws KEY_BACKUPS_TOO_FEW where the key would be left with too few backups. */
export function requireEnough(remaining: readonly KeyBackup[]): void {
  if (isBackedUp(remaining)) return;
  const values = { backups: remaining.length, backupsMin: KEY_BACKUPS_MIN };
  throw new IdosError("KEY_BACKUPS_TOO_FEW", "Too few key backups would remain", values);
}

/** Throws KEY_BACKUPS_TOO_FEW. A slot that is gone already, or that holds another key, goes without further ado. */
export async function removeSlot(
  { node }: Pick<KeyRingParts, "node">,
  slot: string,
  encryptionKey: Bytes32,
): Promise<void> {
  const ofKey = backupsOfKey(await node.keyBackups(), encryptionKey);
  const remaining = ofKey.filter((backup) => backup.slot !== slot);
  if (remaining.length < ofKey.length) requireEnough(remaining);
  await node.deleteKeyBackup(slot);
}
