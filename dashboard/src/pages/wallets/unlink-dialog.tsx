import { useQueryClient } from "@tanstack/react-query";
import { ACCOUNTS_KEY } from "../../session/accounts.ts";
import { useSession } from "../../session/session-context.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useAnnounce } from "../../ui/toasts.tsx";

export function UnlinkDialog({ account, onClose }: { account: string; onClose: () => void }) {
  const { owner } = useSession();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return (
    <ConfirmDialog
      title="Unlink this wallet?"
      action="Unlink it"
      act={() => owner.unlinkAccount(account)}
      onDone={() => {
        announce("Wallet unlinked");
        void queries.invalidateQueries({ queryKey: ACCOUNTS_KEY });
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        <AccountName account={account} /> will no longer open your data. Its sessions end, and so does what it
        has granted to others. The wallet that you are signed in with signs this.
      </p>
    </ConfirmDialog>
  );
}
