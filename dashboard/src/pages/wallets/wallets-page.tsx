import { useState } from "react";
import { useAccounts } from "../../session/accounts.ts";
import { useSession } from "../../session/session-context.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { AccountLine } from "../../ui/account-line.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { List, ListItem } from "../../ui/list.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { UnlinkDialog } from "./unlink-dialog.tsx";

export default function WalletsPage() {
  const { account: own } = useSession();
  const { data: accounts, error } = useAccounts();
  const [dialog, setDialog] = useState<"link" | { readonly unlink: string }>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <PageHeader
        title="Wallets"
        lead="The accounts that are you here. Each of them opens your data and can share it."
        actions={
          <Button look="primary" onClick={() => setDialog("link")}>
            Link a wallet
          </Button>
        }
      />
      {error !== null && <ErrorNotice error={error} />}
      {accounts === undefined && error === null && <Skeleton />}
      {accounts !== undefined && (
        <Card>
          <List label="Linked wallets">
            {accounts.map((account) => (
              <ListItem
                key={account}
                title={
                  <>
                    <AccountLine account={account} />
                    {account === own && <Badge tone="good">Signed in</Badge>}
                  </>
                }
                actions={
                  account !== own && (
                    <Button aria-label={`Unlink ${account}`} onClick={() => setDialog({ unlink: account })}>
                      Unlink
                    </Button>
                  )
                }
              />
            ))}
          </List>
        </Card>
      )}
      {dialog === "link" && <LinkDialog accounts={accounts ?? []} onClose={close} />}
      {typeof dialog === "object" && <UnlinkDialog account={dialog.unlink} onClose={close} />}
    </>
  );
}
