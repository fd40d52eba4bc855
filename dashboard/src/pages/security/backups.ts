import type { IdosSession } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/session-context.ts";

type Backup = Awaited<ReturnType<IdosSession["node"]["keyBackups"]>>[number];

export const BACKUPS_KEY = ["key-backups"];

export function useBackups() {
  const { idos } = useSession();
  return useQuery({ queryKey: BACKUPS_KEY, queryFn: () => idos.node.keyBackups() });
}

/** A way back to the keys, as a person knows it. */
export interface BackupWay {
  readonly kind: Backup["kind"];
  readonly name: string;
  readonly text: string;
  readonly isThere: boolean;
}

const WAYS = [
  { kind: "password", name: "Password", text: "Opens your keys on any device." },
  { kind: "recovery-code", name: "Recovery code", text: "On paper, for the day the password is forgotten." },
] as const;

export function backupWays(backups: readonly Pick<Backup, "kind">[]): readonly BackupWay[] {
  return WAYS.map((way) => ({ ...way, isThere: backups.some(({ kind }) => kind === way.kind) }));
}
