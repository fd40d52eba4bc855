import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { List, ListItem } from "../../ui/list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useAnnounce } from "../../ui/toasts.tsx";
import { PasswordStep } from "../keys/password-step.tsx";
import { RecoveryStep } from "../keys/recovery-step.tsx";
import { BACKUPS_KEY, type BackupWay, backupWays, useBackups } from "./backups.ts";

type Renewed = "password" | "recovery-code";
const TITLES = { password: "Choose a new password", "recovery-code": "A new recovery code" } as const;
const DONE = { password: "Password changed", "recovery-code": "Recovery code renewed" } as const;

/** The ways back to her keys and their health. */
export function BackupsCard() {
  const { data, error } = useBackups();
  const [renewing, setRenewing] = useState<Renewed>();
  const ways = data && backupWays(data);
  return (
    <Card title="Key backups" actions={ways && <Health ways={ways} />}>
      <p className="soft">
        Your keys never leave your devices. Without a backup, losing this device means losing your data.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {ways === undefined && error === null && <Skeleton />}
      {ways !== undefined && (
        <List label="Key backups">
          {ways.map((way) => (
            <BackupItem key={way.kind} way={way} onRenew={setRenewing} />
          ))}
        </List>
      )}
      {renewing !== undefined && <RenewDialog kind={renewing} onClose={() => setRenewing(undefined)} />}
    </Card>
  );
}

function Health({ ways }: { ways: readonly BackupWay[] }) {
  const missing = ways.filter(({ isThere }) => !isThere).length;
  return missing === 0 ? (
    <Badge tone="good">Well backed up</Badge>
  ) : (
    <Badge tone="warn">{missing === 1 ? "One is missing" : "None yet"}</Badge>
  );
}

function BackupItem({ way, onRenew }: { way: BackupWay; onRenew: (kind: Renewed) => void }) {
  const { kind, name, text, isThere } = way;
  const renew = kind === "password" ? "Change password" : "Make a new code";
  return (
    <ListItem
      title={name}
      text={isThere ? text : "Not made yet."}
      actions={
        (kind === "password" || kind === "recovery-code") && (
          <Button look={isThere ? "plain" : "primary"} onClick={() => onRenew(kind)}>
            {isThere ? renew : `Add a ${name.toLowerCase()}`}
          </Button>
        )
      }
    />
  );
}

function RenewDialog({ kind, onClose }: { kind: Renewed; onClose: () => void }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const done = (): void => {
    announce(DONE[kind]);
    void queries.invalidateQueries({ queryKey: BACKUPS_KEY });
    onClose();
  };
  return (
    <Dialog title={TITLES[kind]} onClose={onClose}>
      <div className="stack">
        <Notice tone="info">
          <p>
            {kind === "password" ? "The old password" : "The old code"} opens nothing any more once this is
            done.
          </p>
        </Notice>
        {kind === "password" ? <PasswordStep onDone={done} /> : <RecoveryStep onDone={done} />}
      </div>
    </Dialog>
  );
}
