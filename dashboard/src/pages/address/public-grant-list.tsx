import "./public-grant-list.css";
import { ExplorerLink } from "../../chain/explorer-link.tsx";
import { expiryText } from "../../format/expiry.ts";
import { AccountLine } from "../../ui/account-line.tsx";
import { Card } from "../../ui/card.tsx";
import { StateBadge } from "../access/state-badge.tsx";
import type { PublicGrant } from "./public-grants.ts";

interface PublicGrantListProps {
  readonly grants: readonly PublicGrant[];
  readonly nowSeconds: number;
}

export function PublicGrantList({ grants, nowSeconds }: PublicGrantListProps) {
  return (
    <Card>
      <ul className="public-grants">
        {grants.map(({ grant, state }) => (
          <li key={grant.handle} className="public-grant">
            <div>
              {grant.grantee === null ? (
                <p>A sealed grant: for whom, nobody but owner and reader can see</p>
              ) : (
                <AccountLine account={grant.grantee} note={expiryText(grant.expiresAt, nowSeconds)} />
              )}
            </div>
            <StateBadge state={state} />
            <p className="small soft public-grant-place">
              Block {grant.granted.blockNumber} · <ExplorerLink hash={grant.granted.transactionHash} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
