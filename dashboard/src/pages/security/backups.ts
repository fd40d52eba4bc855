import type { BackupHealth, KeyBackupKind, KeyRing } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { formatDate } from "../../format/dates.ts";
import { useSession } from "../../session/session-context.ts";

export const BACKUPS_KEY = ["key-backups"];

export function useBackups() {
  const { idos } = useSession();
  return useQuery({ queryKey: BACKUPS_KEY, queryFn: () => idos.keys.listBackups() });
}

/** What a person makes her backups of. */
export const WAYS = {
  password: { name: "Password", text: "Opens your keys on any device." },
  "recovery-code": { name: "Recovery code", text: "On paper, for the day the password is forgotten." },
  passkey: { name: "Passkey", text: "Opens your keys by finger, face or code on your devices." },
  wallet: { name: "Wallet", text: "Opens your keys by two signatures of the wallet." },
} as const;

export type BackupWay = keyof typeof WAYS;

export function wayOf(kind: KeyBackupKind): BackupWay | undefined {
  return kind === "previous-seed" || kind === "next-seed" ? undefined : kind;
}

/** "Made 4 May 2026, changed 2 June 2026. On paper, …", and what is the matter with it. */
export function backupText({ createdAt, changedAt, state }: BackupHealth, way: BackupWay): string {
  const made = createdAt === null ? "" : `Made ${formatDate(createdAt)}`;
  const changed = changedAt === null || changedAt === createdAt ? "" : `, changed ${formatDate(changedAt)}`;
  const when = made === "" ? "" : `${made}${changed}. `;
  return when + (STATE_TEXTS[state] ?? WAYS[way].text);
}

const STATE_TEXTS: Readonly<Record<BackupHealth["state"], string | undefined>> = {
  good: undefined,
  weak: "Easier to guess than today’s: set the password anew.",
  "another-key": "Of a key that you use no more: it does not open your data.",
  damaged: "Damaged: it opens nothing.",
};

/** Whether two ways back open the published key, of which one needs no device. */
export function isWellBackedUp(backups: readonly BackupHealth[]): boolean {
  const opening = backups.filter(({ state }) => state === "good" || state === "weak");
  return opening.length > 1 && opening.some(({ kind }) => kind === "password" || kind === "recovery-code");
}

/** The old code opens nothing once this resolves. */
export async function renewRecoveryCode(
  keys: Pick<KeyRing, "listBackups" | "backUpWithRecoveryCode" | "removeBackup">,
  confirm: Parameters<KeyRing["backUpWithRecoveryCode"]>[0],
): Promise<void> {
  const before = (await keys.listBackups()).filter(({ kind }) => kind === "recovery-code");
  await keys.backUpWithRecoveryCode(confirm);
  for (const { slot } of before) await keys.removeBackup(slot);
}
