import { ExplorerLink } from "../../chain/explorer-link.tsx";
import { useGrantHistory } from "../../chain/grant-history.ts";
import { useAccounts } from "../../session/accounts.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { List, ListItem } from "../../ui/list.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type GrantChange, grantChanges } from "./grant-changes.ts";

const LOOKS = {
  granted: { tone: "good", name: "Granted" },
  revoked: { tone: "plain", name: "Revoked" },
  renounced: { tone: "plain", name: "Given up" },
  "revoked-all": { tone: "plain", name: "Revoked with all" },
} as const satisfies Record<GrantChange["what"], { tone: Tone; name: string }>;

/** Grants and their ends, as the chain tells them to everybody. */
export function ChangesCard({ search }: { search: string }) {
  const accounts = useAccounts();
  const history = useGrantHistory(accounts.data);
  const error = accounts.error ?? history.error;
  const changes = history.data && grantChanges(history.data.grants);
  const shown = changes?.filter(({ grantee }) =>
    (grantee ?? "").toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <Card title="Grants and revocations">
      {error !== null && <ErrorNotice error={error} />}
      {changes === undefined && error === null && <Skeleton />}
      {shown?.length === 0 && (
        <p className="soft">{search === "" ? "You have granted nothing yet." : "No grant matches."}</p>
      )}
      {shown !== undefined && shown.length > 0 && (
        <List label="Grants and revocations">
          {shown.map(({ key, what, grantee, blockNumber, transactionHash }) => (
            <ListItem
              key={key}
              title={
                <>
                  <Badge tone={LOOKS[what].tone}>{LOOKS[what].name}</Badge>
                  {grantee === null ? "A sealed grant" : <AccountName account={grantee} />}
                </>
              }
              text={`Block ${blockNumber}`}
              actions={<ExplorerLink hash={transactionHash} />}
            />
          ))}
        </List>
      )}
    </Card>
  );
}
