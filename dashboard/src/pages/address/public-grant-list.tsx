import "./public-grant-list.css";
import { ExplorerLink } from "../../chain/explorer-link.tsx";
import { Icon } from "../../shell/icon.tsx";
import { AccountLine } from "../../ui/account-line.tsx";
import { Card } from "../../ui/card.tsx";
import { StateBadge } from "../access/state-badge.tsx";
import { untilText } from "../access/until-text.ts";
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
                <span className="account-line">
                  <span className="sealed-mark">
                    <Icon name="security" />
                  </span>
                  <span>
                    Sealed
                    <span className="account-line-note">
                      For whom, only owner and reader can see; {untilText(grant, nowSeconds)}
                    </span>
                  </span>
                </span>
              ) : (
                <AccountLine account={grant.grantee} note={untilText(grant, nowSeconds)} />
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
