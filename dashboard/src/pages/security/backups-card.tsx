import type { BackupHealth } from "@idos/sdk";
import { useState } from "react";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { List, ListItem } from "../../ui/list.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type BackupAction, BackupDialog } from "./backup-dialog.tsx";
import { backupText, isWellBackedUp, useBackups, wayOf, WAYS } from "./backups.ts";

/** Those that the page makes. */
const MADE_HERE = ["password", "recovery-code", "passkey"] as const;
const RENEW = { password: "Change password", "recovery-code": "Make a new code" } as const;

/** The ways back to her keys and their health. */
export function BackupsCard() {
  const { data, error } = useBackups();
  const [action, setAction] = useState<BackupAction>();
  return (
    <Card title="Key backups" actions={data && <Health backups={data} />}>
      <p className="soft">
        Your keys never leave your devices. Without a backup, losing this device means losing your data.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && <Backups backups={data} onAction={setAction} />}
      {action !== undefined && <BackupDialog action={action} onClose={() => setAction(undefined)} />}
    </Card>
  );
}

function Health({ backups }: { backups: readonly BackupHealth[] }) {
  if (!isWellBackedUp(backups)) return <Badge tone="warn">Too few backups</Badge>;
  if (backups.some(({ state }) => state !== "good")) return <Badge tone="warn">One needs a look</Badge>;
  return <Badge tone="good">Well backed up</Badge>;
}

interface BackupsProps {
  readonly backups: readonly BackupHealth[];
  readonly onAction: (action: BackupAction) => void;
}

function Backups({ backups, onAction }: BackupsProps) {
  const missing = MADE_HERE.filter((way) => way === "passkey" || !backups.some(({ kind }) => kind === way));
  return (
    <List label="Key backups">
      {backups.map((backup) => (
        <BackupItem key={backup.slot} backup={backup} onAction={onAction} />
      ))}
      {missing.map((way) => {
        const name = WAYS[way].name.toLowerCase();
        return (
          <ListItem
            key={way}
            title={way === "passkey" ? "On this device" : WAYS[way].name}
            text={way === "passkey" ? WAYS.passkey.text : "Not made yet."}
            actions={
              <Button look={way === "passkey" ? "plain" : "primary"} onClick={() => onAction({ kind: way })}>
                Add a {name}
              </Button>
            }
          />
        );
      })}
    </List>
  );
}

function BackupItem({ backup, onAction }: { backup: BackupHealth; onAction: BackupsProps["onAction"] }) {
  const way = wayOf(backup.kind);
  if (way === undefined) return null;
  const { name } = WAYS[way];
  return (
    <ListItem
      title={name}
      text={backupText(backup, way)}
      actions={
        <div className="row">
          {(way === "password" || way === "recovery-code") && (
            <Button onClick={() => onAction({ kind: way })}>{RENEW[way]}</Button>
          )}
          <Button
            look="quiet"
            aria-label={`Remove: ${name.toLowerCase()}`}
            onClick={() => onAction({ kind: "remove", backup, name })}
          >
            Remove
          </Button>
        </div>
      }
    />
  );
}
