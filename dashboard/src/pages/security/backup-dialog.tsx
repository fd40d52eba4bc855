import { browserPasskeys, type BackupHealth } from "@idos/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { SITE_NAME } from "../../format/site-name.ts";
import { useSession } from "../../session/session-context.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useAnnounce } from "../../ui/toasts.tsx";
import { PASSWORD_LEAD, RECOVERY_LEAD } from "../keys/backup-leads.ts";
import { PasswordStep } from "../keys/password-step.tsx";
import { RecoveryStep } from "../keys/recovery-step.tsx";
import { BACKUPS_KEY, renewRecoveryCode } from "./backups.ts";
import { PasskeyDialog } from "./passkey-dialog.tsx";

/** What is done about a backup. The first two replace what there is of the kind. */
export type BackupAction =
  | { readonly kind: "password" | "recovery-code" | "passkey" }
  | { readonly kind: "remove"; readonly backup: BackupHealth; readonly name: string };

interface BackupDialogProps {
  readonly action: BackupAction;
  readonly onClose: () => void;
}

export function BackupDialog({ action, onClose }: BackupDialogProps) {
  const { keys } = useSession().idos;
  const queries = useQueryClient();
  const announce = useAnnounce();
  const changed = () => queries.invalidateQueries({ queryKey: BACKUPS_KEY });
  const done = (said: string) => (): void => {
    announce(said);
    void changed();
    onClose();
  };
  switch (action.kind) {
    case "password":
      return (
        <Dialog title="Choose a new password" onClose={onClose}>
          <Replaces what="The old password" />
          <PasswordStep
            lead={`Choose ${PASSWORD_LEAD}`}
            action="Use this password from now on"
            backUp={(password) => keys.changePassword(password)}
            onDone={done("Password changed")}
          />
        </Dialog>
      );
    case "recovery-code":
      return (
        <Dialog title="A new recovery code" onClose={onClose}>
          <Replaces what="The old code" />
          <RecoveryStep
            lead={`You get ${RECOVERY_LEAD}`}
            backUp={(confirm) => renewRecoveryCode(keys, confirm)}
            onDone={done("Recovery code renewed")}
          />
        </Dialog>
      );
    case "passkey":
      return (
        <PasskeyDialog
          add={() => keys.backUpWithPasskey(browserPasskeys(SITE_NAME))}
          onAdded={done("Passkey added")}
          onClose={onClose}
        />
      );
    case "remove":
      return (
        <ConfirmDialog
          title={`Remove this ${action.name.toLowerCase()}?`}
          action="Remove it"
          act={() => keys.removeBackup(action.backup.slot)}
          onDone={done(`${action.name} removed`)}
          onClose={onClose}
        >
          <p>It opens nothing any more. Your other backups stay.</p>
        </ConfirmDialog>
      );
  }
}

function Replaces({ what }: { what: string }) {
  return (
    <Notice tone="info">
      <p>{what} opens nothing any more once this is done.</p>
    </Notice>
  );
}
