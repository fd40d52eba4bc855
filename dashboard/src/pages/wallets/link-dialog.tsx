import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ACCOUNTS_KEY } from "../../session/accounts.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useAnnounce } from "../../ui/toasts.tsx";
import type { KnownWallet } from "../../wallet/known-wallets.ts";
import { otherAccount } from "../../wallet/other-account.ts";
import { WalletList } from "../welcome/wallet-list.tsx";

interface LinkDialogProps {
  /** Those that are linked already, lowercase. */
  readonly accounts: readonly string[];
  readonly onClose: () => void;
}

/** Both sign: the account that is to be linked, and the one that is signed in. */
export function LinkDialog({ accounts, onClose }: LinkDialogProps) {
  const { owner } = useSession();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const link = useMutation({
    mutationFn: async (wallet: KnownWallet) => {
      const signer = await otherAccount(wallet, accounts);
      if (signer === undefined) return false;
      await owner.linkAccount(signer);
      return true;
    },
    onSuccess: async (isLinked) => {
      if (!isLinked) return;
      announce("Wallet linked");
      onClose();
      await queries.invalidateQueries({ queryKey: ACCOUNTS_KEY });
    },
  });
  return (
    <Dialog title="Link a wallet" onClose={onClose}>
      <div className="stack">
        <p className="soft">
          Choose the wallet that holds the other account, and let this page see that account. First the other
          account signs, then this one. Nothing is sent and it costs nothing.
        </p>
        <WalletList
          busy={link.isPending ? link.variables.info.rdns : undefined}
          onChoose={(wallet) => link.mutate(wallet)}
        />
        {link.data === false && (
          <Notice tone="warn" title="That wallet shows no other account">
            <p>Choose the other account too when your wallet asks which ones this page may see.</p>
          </Notice>
        )}
        {link.error !== null && <ErrorNotice error={link.error} />}
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
